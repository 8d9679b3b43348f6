package kv.shell;

import java.util.ServiceLoader;
import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientProvider;
import kv.api.spi.client.ClientSession;

/// Where the shell looks for its protocol; the only look-up of a provider in this module.
final class Clients {

    private Clients() {
    }

    static ClientSession connect(ClientOptions options) {
        return ServiceLoader.load(ClientProvider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no client protocol is installed"))
                .connect(options);
    }
}
