package kv.transport.peer.link;

import io.netty.channel.Channel;
import java.util.OptionalDouble;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;
import kv.transport.peer.codec.StreamKind;

/// One other member and the ways to it. Any thread.
///
/// An append goes on its own stream, so that a heartbeat never waits behind it; every other message
/// on the second stream; and what has no stream is posted.
final class RemotePeer {

    private static final System.Logger LOG = System.getLogger(RemotePeer.class.getName());

    private final PeerContext context;
    private final StreamWriter appends;
    private final StreamWriter others;
    private final PostLane posts;
    private final StreamReader appendReader;
    private final StreamReader otherReader;
    private final Prober prober;
    private final boolean member;

    /// @param member false for one that is known by its own word alone: it is posted to, and not
    ///        asked for streams
    RemotePeer(PeerContext context, boolean member) {
        this.context = context;
        this.member = member;
        appends = new StreamWriter(context, StreamKind.MSGAPP);
        others = new StreamWriter(context, StreamKind.MESSAGE);
        posts = new PostLane(context);
        appendReader = new StreamReader(context, StreamKind.MSGAPP);
        otherReader = new StreamReader(context, StreamKind.MESSAGE);
        prober = new Prober(context);
    }

    void start() {
        if (member) {
            appendReader.start();
            otherReader.start();
            prober.start();
        }
    }

    void stop() {
        posts.stop();
        appends.stop();
        others.stop();
        if (member) {
            appendReader.stop();
            otherReader.stop();
            prober.stop();
        }
    }

    /// Whether it is a member of the cluster, as far as this member knows.
    boolean member() {
        return member;
    }

    PeerContext context() {
        return context;
    }

    PeerStatus status() {
        return context.status();
    }

    UrlPicker urls() {
        return context.urls();
    }

    OptionalDouble roundTripSeconds() {
        return prober.seconds();
    }

    /// Whether the peer has asked for both streams.
    boolean streaming() {
        return appends.attached() && others.attached();
    }

    /// The peer has asked for a stream.
    void attach(StreamKind kind, Channel channel) {
        (kind == StreamKind.MSGAPP ? appends : others).attach(channel);
    }

    /// Sends a message, or drops it.
    void send(Message message) {
        StreamWriter.Offer offer = message.getType() == MessageType.MsgApp
                ? appends.offer(message) : StreamWriter.Offer.DETACHED;
        if (offer == StreamWriter.Offer.DETACHED) {
            offer = others.offer(message);
        }
        boolean taken = offer == StreamWriter.Offer.TAKEN
                || offer == StreamWriter.Offer.DETACHED && posts.offer(message);
        if (!taken) {
            LOG.log(System.Logger.Level.DEBUG, "dropped " + message.getType() + " to peer "
                    + Long.toHexString(context.id()) + ": it takes no more");
            context.lost(message);
        }
    }
}
