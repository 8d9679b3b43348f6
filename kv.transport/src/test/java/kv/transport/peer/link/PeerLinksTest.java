package kv.transport.peer.link;

import static kv.transport.peer.link.TestMember.await;
import static kv.transport.peer.link.TestMember.pair;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import kv.api.pb.raftpb.Entry;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;
import kv.transport.RawClient;
import org.junit.jupiter.api.Test;

/// Links between members in one process, over real sockets.
class PeerLinksTest {

    @Test
    void carriesAppendsAndOthersBothWaysInOrder() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2)) {
            pair(one, two);
            for (int i = 1; i <= 500; i++) {
                one.send(MessageType.MsgApp, two, i);
            }
            for (int i = 1; i <= 500; i++) {
                assertEquals(i, two.hear().getIndex());
            }
            two.send(MessageType.MsgAppResp, one, 500);
            assertEquals(MessageType.MsgAppResp, one.hear().getType());
        }
    }

    @Test
    void carriesMessagesOfManyEntriesWhole() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2)) {
            pair(one, two);
            Message.Builder append = Message.newBuilder().setType(MessageType.MsgApp)
                    .setTo(2).setFrom(1).setTerm(3).setLogTerm(2).setIndex(10).setCommit(9);
            ByteString content = ByteString.copyFrom(new byte[100_000]);
            for (int i = 11; i <= 60; i++) {
                append.addEntries(Entry.newBuilder().setTerm(3).setIndex(i).setData(content));
            }
            one.links().send(List.of(append.build()));
            assertEquals(append.build(), two.hear());
            Message next = append.clone().setLogTerm(3).setIndex(60).clearEntries().build();
            one.links().send(List.of(next));
            assertEquals(next, two.hear());
        }
    }

    /// A joiner knows the others before they know it, and answers by posts.
    @Test
    void postsToAMemberThatAsksForNoStream() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2)) {
            one.connect(two);
            one.send(MessageType.MsgHeartbeatResp, two, 7);
            assertEquals(7, two.hear().getIndex());
        }
    }

    @Test
    void answersAStrangerWhereItSaysItIs() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2)) {
            one.connect(two);
            one.send(MessageType.MsgApp, two, 1);
            two.hear();
            two.send(MessageType.MsgAppResp, one, 1);
            assertEquals(MessageType.MsgAppResp, one.hear().getType());
            two.connect(one);
            await("streams", () -> two.links().member(1) != null
                    && two.links().activeSinceNs(1) != NettyPeerLinks.NEVER);
        }
    }

    @Test
    void tellsWhatADeadPeerDidNotGet() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2)) {
            int port;
            try (var socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            one.links().connect(3, List.of(URI.create("http://127.0.0.1:" + port)));
            pair(one, two);
            one.links().send(List.of(Message.newBuilder().setType(MessageType.MsgHeartbeat)
                    .setTo(3).setFrom(1).setTerm(1).build()));
            one.send(MessageType.MsgHeartbeat, two, 1);
            assertEquals(1, two.hear().getIndex());
            await("unreachable", () -> one.unreachable.contains(3L));
        }
    }

    @Test
    void usesAnotherUrlWhenOneFails() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2)) {
            int port;
            try (var socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            two.connect(one);
            one.links().connect(2,
                    List.of(URI.create("http://127.0.0.1:" + port), two.url()));
            await("reached", () -> one.links().activeSinceNs(2) != NettyPeerLinks.NEVER);
        }
    }

    /// A peer that takes nothing is not read any more, its messages wait at their sender, and what
    /// is too much is dropped; a third member notices nothing.
    @Test
    void boundsWhatASlowPeerCosts() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2);
                var three = TestMember.open(3)) {
            pair(one, two);
            pair(one, three);
            two.takes = false;
            Entry entry = Entry.newBuilder().setTerm(1).setIndex(1)
                    .setData(ByteString.copyFrom(new byte[1 << 20])).build();
            Message append = Message.newBuilder().setType(MessageType.MsgApp).setTo(2).setFrom(1)
                    .setTerm(1).setLogTerm(1).addEntries(entry).build();
            for (int i = 0; i < 400 && !one.unreachable.contains(2L); i++) {
                one.links().send(List.of(append));
            }
            assertTrue(one.unreachable.contains(2L), "what is too much is told");
            one.send(MessageType.MsgApp, three, 1);
            assertEquals(1, three.hear().getIndex());
            two.hear();
            int read = two.heard.size();
            assertTrue(read < 64, read + " MiB were read ahead");
            two.takeAll();
            await("the rest", () -> two.heard.size() > read);
        }
    }

    @Test
    void connectsAgainWhenAPeerComesBack() throws IOException {
        try (var one = TestMember.open(1)) {
            URI url;
            try (var two = TestMember.open(2)) {
                pair(one, two);
                url = two.url();
            }
            await("lost", () -> one.links().activeSinceNs(2) == NettyPeerLinks.NEVER);
            assertEquals(0, one.links().active());
            try (var again = new TestMember(2, TestMember.CLUSTER, url.toString())) {
                again.connect(one);
                await("back", () -> one.links().activeSinceNs(2) != NettyPeerLinks.NEVER);
                one.send(MessageType.MsgHeartbeat, again, 9);
                assertEquals(9, again.hear().getIndex());
            }
        }
    }

    @Test
    void learnsThatItWasRemoved() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2)) {
            pair(one, two);
            two.removed.add(1L);
            two.links().disconnect(1);
            await("410", () -> one.expelled);
        }
    }

    @Test
    void staysApartFromAnotherCluster() throws IOException {
        try (var one = TestMember.open(1);
                var two = new TestMember(2, 42, "http://127.0.0.1:0")) {
            one.connect(two);
            two.connect(one);
            one.send(MessageType.MsgHeartbeat, two, 1);
            await("unreachable", () -> one.unreachable.contains(2L));
            assertTrue(two.heard.isEmpty());
            assertFalse(one.expelled);
            assertEquals(0, one.links().active());
        }
    }

    @Test
    void speaksOverIpv6() throws IOException {
        try (var one = new TestMember(1, TestMember.CLUSTER, "http://[::1]:0");
                var two = new TestMember(2, TestMember.CLUSTER, "http://[::1]:0")) {
            pair(one, two);
            one.send(MessageType.MsgHeartbeat, two, 3);
            assertEquals(3, two.hear().getIndex());
        }
    }

    @Test
    void measuresTheRoundTrip() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2)) {
            pair(one, two);
            await("a probe", () -> one.links().roundTripSeconds(2).isPresent());
            assertTrue(one.links().roundTripSeconds(2).getAsDouble() < 5);
        }
    }

    /// What a member writes is not trusted: garbage ends the stream and is counted.
    @Test
    void endsAStreamOfGarbage() throws IOException {
        try (var one = TestMember.open(1); var server = new ServerSocket(0)) {
            one.links().connect(2,
                    List.of(URI.create("http://127.0.0.1:" + server.getLocalPort())));
            Map<String, String> from = Map.of("From", "2");
            try (var socket = server.accept()) {
                socket.getOutputStream().write(("HTTP/1.1 200 OK\r\nX-Server-Version: 3.7.1\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n9\r\n\u0002\u007f\u007f\u007f\u007f"
                        + "\u007f\u007f\u007f\u007f\r\n").getBytes());
                await("counted", () -> one.metrics.count(
                        "etcd_network_peer_received_failures_total", from) > 0);
            }
        }
    }

    @Test
    void survivesAVersionThatIsNone() throws IOException {
        try (var one = TestMember.open(1); var two = TestMember.open(2)) {
            String head = "GET /raft/stream/message/2 HTTP/1.1\r\nHost: x\r\n"
                    + "X-Etcd-Cluster-Id: b1ebf03127284217\r\nX-Server-Version: kvd-1\r\n"
                    + "X-Min-Cluster-Version: 3.0.0\r\nConnection: close\r\n\r\n";
            try (var client = RawClient.to(one.url())) {
                assertTrue(client.say(head).hearAll().contains("412"));
            }
            pair(one, two);
        }
    }
}
