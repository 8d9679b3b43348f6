package kv.store.engine;

/// A hash of table `key`. Two members' hashes say something about each other only when revision
/// and compact revision are equal.
///
/// @param hash CRC-32C, unsigned
/// @param revision up to which rows count
/// @param compactRevision the compact revision that was taken into account, -1 for none
public record KvHash(int hash, long revision, long compactRevision) {
}
