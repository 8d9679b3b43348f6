package kv.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import kv.api.pb.raftpb.Entry;
import kv.api.pb.raftpb.EntryType;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireMessagesTest {

    private static final Path GOLDEN =
            Path.of(System.getProperty("kvd.root", ".."), "tests/golden/peer");

    /// What members of etcd 3.7.1 said, said again by us, is the same.
    @ParameterizedTest
    @ValueSource(strings = {"v3.7.1-message-m1-to-m2-2", "v3.7.1-message-m2-to-m1-1"})
    void saysAgainWhatEtcdSaid(String recording) throws IOException, BadMessage {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(GOLDEN.resolve(recording + ".bin")));
        int heard = 0;
        while (bytes.hasRemaining()) {
            byte[] frame = new byte[(int) bytes.getLong()];
            bytes.get(frame);
            Message message = Message.parseFrom(frame);
            if (message.getFrom() != 0) {
                assertEquals(message, WireMessages.of(HeardMessages.of(message)));
                heard++;
            }
        }
        assertTrue(heard > 100, heard + " messages");
    }

    private static Message.Builder append(long index, long... terms) {
        Message.Builder append = Message.newBuilder().setType(MessageType.MsgApp)
                .setTo(1).setFrom(2).setTerm(5).setLogTerm(3).setIndex(index);
        for (int i = 0; i < terms.length; i++) {
            append.addEntries(Entry.newBuilder().setTerm(terms[i]).setIndex(index + 1 + i));
        }
        return append;
    }

    @Test
    void takesEntriesThatFollowEachOther() throws BadMessage {
        Message message = append(7, 3, 4, 5).build();
        assertEquals(message, WireMessages.of(HeardMessages.of(message)).toBuilder()
                .clearCommit().build());
    }

    @Test
    void refusesEntriesThatNoLeaderWouldSend() {
        assertThrows(BadMessage.class, () -> HeardMessages.of(append(7, 4, 3).build()));
        assertThrows(BadMessage.class, () -> HeardMessages.of(append(7, 2).build()));
        assertThrows(BadMessage.class, () -> HeardMessages.of(append(7, 6).build()));
        Message gap = append(7, 4).addEntries(
                Entry.newBuilder().setTerm(4).setIndex(10)).build();
        assertThrows(BadMessage.class, () -> HeardMessages.of(gap));
    }

    @ParameterizedTest
    @EnumSource(value = MessageType.class, names = {"MsgHup", "MsgBeat", "MsgUnreachable",
            "MsgSnapStatus", "MsgCheckQuorum", "MsgTransferLeader", "MsgStorageAppend",
            "MsgForgetLeader", "MsgSnap"})
    void refusesWhatNeverCrossesTheNetwork(MessageType type) {
        Message message = Message.newBuilder()
                .setType(type).setTo(1).setFrom(2).setTerm(3).build();
        assertThrows(BadMessage.class, () -> HeardMessages.of(message));
    }

    /// What is proposed is committed, and what is committed stops whoever cannot read it.
    @Test
    void refusesProposalsThatNobodyCouldApply() {
        for (EntryType type : EntryType.values()) {
            Message message = Message.newBuilder().setType(MessageType.MsgProp)
                    .setTo(1).setFrom(2).addEntries(Entry.newBuilder().setType(type)
                            .setData(ByteString.copyFrom(new byte[] {-1, -1, -1}))).build();
            assertThrows(BadMessage.class, () -> HeardMessages.of(message), type.name());
        }
    }

    @Test
    void neverDoesAnythingButRefuseRandomMessages() {
        SplittableRandom chance = new SplittableRandom(11);
        MessageType[] types = MessageType.values();
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            Message.Builder message = Message.newBuilder()
                    .setType(types[chance.nextInt(types.length)])
                    .setTo(chance.nextLong(3)).setFrom(chance.nextLong(3))
                    .setTerm(chance.nextLong(-1, 4)).setLogTerm(chance.nextLong(-1, 4))
                    .setIndex(chance.nextLong(-1, 4)).setReject(chance.nextBoolean());
            for (int i = chance.nextInt(3); i > 0; i--) {
                byte[] content = new byte[chance.nextInt(9)];
                chance.nextBytes(content);
                message.addEntries(Entry.newBuilder().setTerm(chance.nextLong(-1, 4))
                        .setIndex(chance.nextLong(5)).setData(ByteString.copyFrom(content)));
            }
            refused += refuses(message.build()) ? 1 : 0;
        }
        assertTrue(refused > 10_000, refused + " refused");
    }

    private static boolean refuses(Message message) {
        try {
            HeardMessages.of(message);
            return false;
        } catch (BadMessage refused) {
            return true;
        }
    }
}
