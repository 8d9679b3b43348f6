package kv.server.lease;

import java.util.function.Consumer;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;

/// Where other members ask this one about leases, as long as it leads. Any thread.
public interface LeaseDesk {

    /// Renews a lease, if this member leads; else refused with etcd's text.
    void renewHere(Renewal renewal);

    /// What a lease has left, if this member leads.
    ///
    /// @param answer with a granted TTL of 0 when there is no such lease
    void timeToLiveHere(LeaseTimeToLiveRequest request, Consumer<LeaseTimeToLiveResponse> answer,
            Consumer<KvException> refused);
}
