package kv.server.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kv.api.spi.storage.Table;
import kv.store.bolt.BoltFile;
import kv.store.schema.MetaRows;

/// What a file says about its content before it is loaded.
final class Contents {

    /// The newest version of etcd whose files are understood.
    private static final int NEWEST_MAJOR = 3;
    private static final int NEWEST_MINOR = 7;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\..*");
    private static final String AUTH_ENABLED = "authEnabled";

    private Contents() {
    }

    /// Whether the content can be served.
    ///
    /// @return what the operator should know about it
    /// @throws SnapshotFailure when a newer version wrote it
    static List<String> judge(BoltFile file) {
        String version = row(file, Table.META, MetaRows.STORAGE_VERSION)
                .map(row -> new String(row, StandardCharsets.US_ASCII)).orElse("");
        Matcher parts = VERSION.matcher(version);
        if (parts.matches() && newer(Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)))) {
            throw SnapshotFailure.because("the snapshot is of version " + version
                    + ", newer than " + NEWEST_MAJOR + "." + NEWEST_MINOR);
        }
        boolean auth = row(file, Table.AUTH, AUTH_ENABLED)
                .filter(row -> row.length == 1 && row[0] == 1).isPresent();
        return auth ? List.of("authentication is on in the snapshot, and this server does not ask"
                + " for it yet: whoever reaches it reads and writes everything") : List.of();
    }

    private static boolean newer(int major, int minor) {
        return major > NEWEST_MAJOR || major == NEWEST_MAJOR && minor > NEWEST_MINOR;
    }

    private static Optional<byte[]> row(BoltFile file, Table table, String key) {
        return file.root().bucket(MetaRows.key(table.bucket()))
                .flatMap(bucket -> bucket.get(MetaRows.key(key)));
    }
}
