package kv.store.mvcc;

import kv.api.pb.etcdserverpb.ResponseHeader;

/// Makes response headers: the store knows the revision, the server knows cluster, member and
/// term.
@FunctionalInterface
public interface Headers {

    /// Headers with a revision alone, as answers inside a transaction have.
    Headers REVISION_ONLY = revision -> ResponseHeader.newBuilder().setRevision(revision).build();

    /// A header with that revision.
    ResponseHeader at(long revision);
}
