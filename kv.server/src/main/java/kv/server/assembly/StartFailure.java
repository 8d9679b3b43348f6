package kv.server.assembly;

import java.net.BindException;
import java.net.URI;
import kv.api.spi.storage.StorageException;
import kv.server.config.RefusedStart;
import kv.store.file.BrokenStore;
import kv.store.file.StoreRefusal;

/// Turns whatever stops a start into one message with the safe next step. Stateless.
final class StartFailure {

    private StartFailure() {
    }

    /// The refusal that the operator reads.
    static RefusedStart of(Throwable failure) {
        return switch (failure) {
            case RefusedStart refused -> refused;
            case StoreRefusal refused -> RefusedStart
                    .because("cannot start on this data directory", withoutAdvice(refused))
                    .advise(refused.nextStep());
            case BrokenStore broken -> RefusedStart
                    .because("the disk failed while starting", broken).advise(broken.nextStep());
            case StorageException engine -> RefusedStart
                    .because("the storage engine cannot be opened", engine);
            default -> RefusedStart.because("failed to start", failure);
        };
    }

    private static String withoutAdvice(StoreRefusal refused) {
        return refused.getMessage().replace(" Next: " + refused.nextStep(), "");
    }

    /// An address that could not be taken.
    ///
    /// @param flag that names the address
    static RefusedStart listening(String flag, URI url, Exception failure) {
        boolean inUse = failure instanceof BindException
                && String.valueOf(failure.getMessage()).contains("in use");
        String address = url.getRawAuthority();
        if (!inUse || !url.getScheme().startsWith("http")) {
            return RefusedStart.because("cannot listen on " + url, failure)
                    .advise("name an address of this machine with --" + flag);
        }
        String holder = PortHolder.of(url.getPort())
                .map(who -> "; it is held by " + who).orElse("");
        return RefusedStart.because("cannot listen on " + url,
                "listen tcp " + address + ": bind: address already in use" + holder)
                .advise("stop that process, or choose another address with --" + flag);
    }
}
