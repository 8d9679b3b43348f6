package kv.admin;

import java.net.URI;
import java.util.function.Supplier;
import kv.api.spi.client.ClientSession;
import kv.api.spi.console.ConsoleProvider;

/// Offers the browser console.
public final class AdminConsoleProvider implements ConsoleProvider {

    /// For the service loader.
    public AdminConsoleProvider() {
        // nothing to set up
    }

    @Override
    public String name() {
        return "admin";
    }

    @Override
    public Console start(URI address, ClientSession session, Supplier<String> metrics) {
        return AdminConsole.start(address, new StatusFeed(new ClusterReader(session), metrics));
    }
}
