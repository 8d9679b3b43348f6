package kv.api.spi.storage;

import java.util.Optional;

/// The ten tables, which are etcd's buckets one for one. The names are on disk and in hashes.
public enum Table {
    /// Active alarms.
    ALARM("alarm"),
    /// Whether authentication is on, and the auth revision.
    AUTH("auth"),
    /// Roles by name.
    AUTH_ROLES("authRoles"),
    /// Users by name.
    AUTH_USERS("authUsers"),
    /// Cluster version and downgrade target.
    CLUSTER("cluster"),
    /// Every stored revision of every key; keys only grow.
    KEY("key"),
    /// Leases by id.
    LEASE("lease"),
    /// Members by id.
    MEMBERS("members"),
    /// Ids of removed members, kept for ever.
    MEMBERS_REMOVED("members_removed"),
    /// Consistent index, term, configuration, compaction marks, storage version.
    META("meta");

    private final String bucket;

    Table(String bucket) {
        this.bucket = bucket;
    }

    /// The bucket's name in etcd's database files.
    public String bucket() {
        return bucket;
    }

    /// The table of that bucket name.
    public static Optional<Table> ofBucket(String bucket) {
        for (Table table : values()) {
            if (table.bucket.equals(bucket)) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }
}
