package kv.store.schema;

import java.nio.charset.StandardCharsets;

/// Rows of table `cluster`: the version that all members speak, and a downgrade under way.
public final class ClusterRows {

    /// Key of the cluster version.
    public static final String CLUSTER_VERSION = "clusterVersion";
    /// Key of the downgrade.
    public static final String DOWNGRADE = "downgrade";

    private ClusterRows() {
    }

    /// A row's key.
    public static byte[] key(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /// The value of the cluster version, such as `3.7.0`.
    public static byte[] version(String version) {
        return version.getBytes(StandardCharsets.US_ASCII);
    }

    /// The cluster version in a row.
    public static String version(byte[] row) {
        return new String(row, StandardCharsets.US_ASCII);
    }

    /// A downgrade.
    ///
    /// @param target the version to go down to, empty when none is under way
    /// @param enabled whether one is under way
    public record Downgrade(String target, boolean enabled) {

        /// The row's value.
        public byte[] encode() {
            Json json = Json.object();
            json.text("target-version", target);
            return json.flag("enabled", enabled).encode();
        }

        /// The row with that value.
        ///
        /// @throws com.google.gson.JsonParseException when the bytes are no JSON object
        public static Downgrade decode(byte[] row) {
            Json json = Json.parse(row);
            return new Downgrade(json.text("target-version"), json.flag("enabled"));
        }
    }
}
