package kv.store.lease;

/// Hears of leases as they come and go. Called on kvd-apply, after the change and before anybody
/// is answered; must take at once and work elsewhere.
public interface LeaseListener {

    /// Hears nothing.
    LeaseListener NONE = new LeaseListener() {
        @Override
        public void granted(Lease lease) {
            // nobody cares
        }

        @Override
        public void revoked(Lease lease) {
            // nobody cares
        }
    };

    /// A lease exists from now on.
    void granted(Lease lease);

    /// A lease is gone, and its keys with it.
    void revoked(Lease lease);
}
