package kv.store.lease;

/// A key's tie to its lease. A key has at most one. Changed by kvd-apply alone, under the lock of
/// the lease.
///
/// The tie remembers its place in the lease's list, and the last tie moves into a gap, so both
/// ends cost constant time however many keys a lease has.
public final class Attachment {

    private final Lease lease;
    private final byte[] key;
    private int place;

    Attachment(Lease lease, byte[] key, int place) {
        this.lease = lease;
        this.key = key;
        this.place = place;
    }

    /// The lease.
    public Lease lease() {
        return lease;
    }

    byte[] key() {
        return key;
    }

    int place() {
        return place;
    }

    void moveTo(int newPlace) {
        place = newPlace;
    }
}
