package kv.server.log;

import java.util.List;

/// The fields of one record, as the only parameter of its message. Immutable.
///
/// @param pairs names and values in turn
/// @param fatal whether the process ends with this record; java.util.logging has no such level
record Fields(List<Object> pairs, boolean fatal) {
}
