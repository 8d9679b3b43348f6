package kv.store.lease;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One lease. Changed by kvd-apply alone; any thread may read. The lock of the instance guards
/// the list of keys.
public final class Lease {

    private final long id;
    private final long grantedTtlSeconds;
    private volatile long checkpointSeconds;
    private final ArrayList<Attachment> attachments = new ArrayList<>(0);

    Lease(long id, long grantedTtlSeconds, long checkpointSeconds) {
        this.id = id;
        this.grantedTtlSeconds = grantedTtlSeconds;
        this.checkpointSeconds = checkpointSeconds;
    }

    /// The lease's id: never 0, may be negative.
    public long id() {
        return id;
    }

    /// The time to live that was granted, at least the member's minimum.
    public long grantedTtlSeconds() {
        return grantedTtlSeconds;
    }

    /// Seconds with which a new leader starts the lease's time: the last checkpoint if there is
    /// one, else all that was granted.
    public long remainingTtlSeconds() {
        long checkpoint = checkpointSeconds;
        return checkpoint > 0 ? checkpoint : grantedTtlSeconds;
    }

    /// The last checkpoint, 0 when there is none.
    public long checkpointSeconds() {
        return checkpointSeconds;
    }

    /// The keys that hang on the lease, in byte order; a copy.
    public synchronized List<byte[]> keys() {
        List<byte[]> keys = new ArrayList<>(attachments.size());
        attachments.forEach(attachment -> keys.add(attachment.key()));
        keys.sort(Arrays::compareUnsigned);
        return keys;
    }

    /// How many keys hang on the lease.
    public synchronized int keyCount() {
        return attachments.size();
    }

    void checkpoint(long seconds) {
        checkpointSeconds = seconds;
    }

    synchronized Attachment attach(byte[] key) {
        Attachment attachment = new Attachment(this, key, attachments.size());
        attachments.add(attachment);
        return attachment;
    }

    synchronized void detach(Attachment attachment) {
        Attachment last = attachments.removeLast();
        if (last != attachment) {
            last.moveTo(attachment.place());
            attachments.set(attachment.place(), last);
        }
    }
}
