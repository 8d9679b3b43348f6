package kv.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import kv.api.pb.etcdserverpb.Member;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.etcdserverpb.ResponseOp;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.mvccpb.KeyValue;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import org.junit.jupiter.api.Test;

/// Expected texts are what etcdctl 3.7 prints for the same answers.
class FormatTest {

    private static final RangeResponse RANGE = RangeResponse.newBuilder()
            .setHeader(ResponseHeader.newBuilder()
                    .setClusterId(Long.parseUnsignedLong("17331749021627995509"))
                    .setMemberId(Long.parseUnsignedLong("18147367150709603180"))
                    .setRevision(2)
                    .setRaftTerm(2))
            .addKvs(KeyValue.newBuilder()
                    .setKey(ByteString.copyFromUtf8("foo"))
                    .setValue(ByteString.copyFromUtf8("bar"))
                    .setCreateRevision(2)
                    .setModRevision(2)
                    .setVersion(1))
            .setCount(1)
            .build();

    private static final PutResponse PUT = PutResponse.newBuilder()
            .setHeader(ResponseHeader.newBuilder().setRevision(6))
            .build();

    @Test
    void simpleHasKeyAndValueOnLinesOfTheirOwn() {
        assertEquals("foo\nbar\n", printed("simple", false, format -> format.range(RANGE)));
    }

    @Test
    void simpleInHexadecimalEscapesEveryByte() {
        assertEquals("\\x66\\x6f\\x6f\n\\x62\\x61\\x72\n",
                printed("simple", true, format -> format.range(RANGE)));
    }

    @Test
    void jsonHasUnsignedIdsAndBase64() {
        assertEquals("{\"header\":{\"cluster_id\":17331749021627995509,"
                        + "\"member_id\":18147367150709603180,\"revision\":2,\"raft_term\":2},"
                        + "\"kvs\":[{\"key\":\"Zm9v\",\"create_revision\":2,\"mod_revision\":2,"
                        + "\"version\":1,\"value\":\"YmFy\"}],\"count\":1}\n",
                printed("json", false, format -> format.range(RANGE)));
    }

    @Test
    void jsonWrapsTheAnswersOfATransaction() {
        TxnResponse txn = TxnResponse.newBuilder()
                .setSucceeded(true)
                .addResponses(ResponseOp.newBuilder().setResponsePut(PUT))
                .build();
        assertEquals("{\"succeeded\":true,\"responses\":"
                        + "[{\"Response\":{\"response_put\":{\"header\":{\"revision\":6}}}}]}\n",
                printed("json", false, format -> format.txn(txn)));
    }

    @Test
    void fieldsHaveALineEach() {
        assertEquals("""
                "ClusterID" : 17331749021627995509
                "MemberID" : 18147367150709603180
                "Revision" : 2
                "RaftTerm" : 2
                "Key" : "foo"
                "CreateRevision" : 2
                "ModRevision" : 2
                "Version" : 1
                "Value" : "bar"
                "Lease" : 0
                "More" : false
                "Count" : 1
                """, printed("fields", false, format -> format.range(RANGE)));
    }

    @Test
    void tablesHaveABoxAroundThem() {
        MemberListResponse members = MemberListResponse.newBuilder()
                .addMembers(Member.newBuilder().setID(0xab).setName("m1").addPeerURLs("http://p"))
                .build();
        List<String> lines = printed("table", false, format -> format.members(members)).lines()
                .toList();

        assertEquals("┌────┬─────────┬──────┬────────────┬──────────────┬────────────┐",
                lines.get(0));
        assertEquals("│ ID │ STATUS  │ NAME │ PEER ADDRS │ CLIENT ADDRS │ IS LEARNER │",
                lines.get(1));
        assertEquals("│ ab │ started │   m1 │   http://p │              │      false │",
                lines.get(3));
        assertEquals(5, lines.size());
    }

    @Test
    void aFormatWithoutAFormForAnAnswerRefusesIt() {
        var failure = assertThrows(CommandFailure.class,
                () -> printed("table", false, format -> format.range(RANGE)));
        assertEquals("table not supported as output format", failure.getMessage());
        assertEquals(ExitCode.BAD_FEATURE, failure.code());
    }

    @Test
    void anUnknownFormatIsRefused() {
        var failure = assertThrows(CommandFailure.class,
                () -> printed("JSON", false, format -> format.range(RANGE)));
        assertEquals("unsupported output format", failure.getMessage());
    }

    private static String printed(String name, boolean hex, Consumer<Format> use) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        use.accept(new Formats(name, hex, false).to(out, out));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
