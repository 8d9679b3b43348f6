/// The rows of the ten tables, byte for byte as etcd writes them: their keys, their values, and
/// nothing about what they mean.
///
/// Read [RevisionKey] and [KeyValueCodec] first (table `key`, almost all of the data), then
/// [MetaRows] (marks of the log and of compaction), then the small ones: [LeaseRow],
/// [MemberRow], [AlarmRow], [ClusterRows], [ConfStateRow].
///
/// JSON rows are written as Go writes them (order of members, what is left out, which characters
/// are escaped) and read by name in any order; gson does the reading and the quoting.
///
/// Deliberately not here: the order in which rows change (kv.store.mvcc), page formats, and rows
/// of users and roles, which come with the auth store.
package kv.store.schema;
