package kv.server.assembly;

import java.net.URI;
import java.util.Optional;

/// The three lines for whoever sits at the terminal.
final class Greeting {

    private Greeting() {
    }

    static String text(URI client, Optional<URI> console) {
        return """

                Clients:  %s
                Console:  %s
                Stop:     Ctrl-C
                """.formatted(client, console.map(URI::toString)
                .orElse("off; start with --listen-admin-urls http://127.0.0.1:2390 to open it"));
    }
}
