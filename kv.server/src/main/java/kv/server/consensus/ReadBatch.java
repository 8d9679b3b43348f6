package kv.server.consensus;

import java.util.List;

/// Readers that one read-index question answered.
///
/// @param index a view that has applied it may serve them
/// @param readers in order of arrival
public record ReadBatch(long index, List<ReadRequest> readers) {
}
