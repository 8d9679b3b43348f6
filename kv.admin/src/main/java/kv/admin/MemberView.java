package kv.admin;

import java.util.List;
import java.util.Optional;
import kv.api.pb.etcdserverpb.StatusResponse;

/// One member as it was seen. Immutable.
///
/// @param id the member's id
/// @param name empty until the member has started once
/// @param learner whether it has no vote
/// @param clientUrls where clients reach it
/// @param status its own answer; empty when it gave none
/// @param silence why it gave none; empty when it did
record MemberView(
        long id,
        String name,
        boolean learner,
        List<String> clientUrls,
        Optional<StatusResponse> status,
        Optional<String> silence) {

    /// The name, or the id for a member that has none.
    String shownName() {
        return name.isEmpty() ? hexId() : name;
    }

    /// The id as etcd's tools print it.
    String hexId() {
        return Long.toHexString(id);
    }
}
