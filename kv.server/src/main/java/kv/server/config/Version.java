package kv.server.config;

import java.util.Locale;

/// The versions that kvd tells: the one of etcd that it behaves as, and its own.
public final class Version {

    /// What clients are told.
    public static final String ETCD = "3.7.1";

    private Version() {
    }

    /// kvd's own version, from the module; `unknown` outside a module with one.
    public static String own() {
        var descriptor = Version.class.getModule().getDescriptor();
        return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
    }

    /// The lines of `--version`: etcd's four, with Java in Go's place, and kvd's.
    public static String text() {
        return """
                etcd Version: %s
                kvd Version: %s
                Java Version: %s
                Java OS/Arch: %s/%s
                """.formatted(ETCD, own(), System.getProperty("java.version"),
                System.getProperty("os.name").toLowerCase(Locale.ROOT),
                System.getProperty("os.arch"));
    }
}
