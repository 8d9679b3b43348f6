package kv.transport.peer.link;

import kv.transport.peer.PeerLinks;

/// Whether a peer can be reached, and since when. Any thread.
final class PeerStatus {

    private static final System.Logger LOG = System.getLogger(PeerStatus.class.getName());

    private final String peer;
    private final Runnable lost;
    private volatile long activeSinceNs = PeerLinks.NEVER;

    /// @param lost called when the peer can no longer be reached
    PeerStatus(long id, Runnable lost) {
        this.peer = Long.toHexString(id);
        this.lost = lost;
    }

    /// Something went through.
    void activate() {
        if (activeSinceNs != PeerLinks.NEVER) {
            return;
        }
        synchronized (this) {
            if (activeSinceNs == PeerLinks.NEVER) {
                activeSinceNs = System.nanoTime();
                LOG.log(System.Logger.Level.INFO, "peer became active: " + peer);
            }
        }
    }

    /// Something failed.
    ///
    /// @param way what was tried, such as `streamMsg`
    synchronized void deactivate(String way, String reason) {
        if (activeSinceNs == PeerLinks.NEVER) {
            LOG.log(System.Logger.Level.DEBUG,
                    "failed to reach peer " + peer + " by " + way + ": " + reason);
            return;
        }
        activeSinceNs = PeerLinks.NEVER;
        LOG.log(System.Logger.Level.WARNING,
                "peer became inactive: " + peer + ", by " + way + ": " + reason);
        lost.run();
    }

    boolean active() {
        return activeSinceNs != PeerLinks.NEVER;
    }

    long activeSinceNs() {
        return activeSinceNs;
    }
}
