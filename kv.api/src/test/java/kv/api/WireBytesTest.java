package kv.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.util.HexFormat;
import kv.api.pb.etcdserverpb.AlarmRequest;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RequestHeader;
import kv.api.pb.mvccpb.KeyValue;
import kv.api.pb.raftpb.ConfChange;
import kv.api.pb.raftpb.ConfChangeType;
import kv.api.pb.raftpb.ConfState;
import kv.api.pb.raftpb.Entry;
import kv.api.pb.raftpb.HardState;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;
import org.junit.jupiter.api.Test;

/// Bytes that were captured from etcd, written again.
class WireBytesTest {

    private static String hex(MessageLite message) {
        return HexFormat.of().formatHex(message.toByteArray());
    }

    @Test
    void writesACommandWithItsHeaderLast() {
        var command = InternalRaftRequest.newBuilder()
                .setHeader(RequestHeader.newBuilder().setID(5))
                .setPut(PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("a"))
                        .setValue(ByteString.copyFromUtf8("1")))
                .build();

        assertEquals("22060a0161120131" + "a206020805", hex(command));
    }

    @Test
    void keepsAnEmptyCommandByItsPresence() throws InvalidProtocolBufferException {
        var command = InternalRaftRequest.newBuilder()
                .setAlarm(AlarmRequest.getDefaultInstance())
                .build();

        assertEquals("5200", hex(command));
        assertTrue(InternalRaftRequest.parseFrom(command.toByteString()).hasAlarm());
        assertFalse(InternalRaftRequest.getDefaultInstance().hasAlarm());
    }

    @Test
    void writesWhatWasSetOfAnEntryAlthoughItIsZero() {
        assertEquals("1012" + "18b708" + "2200",
                hex(Entry.newBuilder()
                        .setTerm(18).setIndex(1079).setData(ByteString.EMPTY).build()));
        assertEquals("1012", hex(Entry.newBuilder().setTerm(18).build()));
    }

    @Test
    void writesAHardStateWithZeros() {
        assertEquals("080010001800",
                hex(HardState.newBuilder().setTerm(0).setVote(0).setCommit(0).build()));
    }

    @Test
    void writesVotersOneByOne() {
        assertEquals("080108022800",
                hex(ConfState.newBuilder().addVoters(1).addVoters(2).setAutoLeave(false).build()));
    }

    @Test
    void writesABootstrapChangeWithoutAnId() {
        var change = ConfChange.newBuilder()
                .setType(ConfChangeType.ConfChangeAddNode)
                .setNodeId(7)
                .setContext(ByteString.copyFromUtf8("{}"))
                .build();

        assertEquals("10001807" + "22027b7d", hex(change));
    }

    @Test
    void writesAHeartbeatWithItsTypeAlone() {
        assertEquals("0808", hex(Message.newBuilder().setType(MessageType.MsgHeartbeat).build()));
    }

    @Test
    void leavesAnEmptyValueOut() {
        var stored = KeyValue.newBuilder()
                .setKey(ByteString.copyFromUtf8("a"))
                .setCreateRevision(2).setModRevision(2).setVersion(1)
                .build();

        assertEquals("0a0161" + "1002" + "1802" + "2001", hex(stored));
    }
}
