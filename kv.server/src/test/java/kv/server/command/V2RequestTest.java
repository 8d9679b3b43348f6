package kv.server.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.membershippb.Attributes;
import kv.api.pb.membershippb.ClusterMemberAttrSetRequest;
import kv.api.pb.membershippb.ClusterVersionSetRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class V2RequestTest {

    /// The fields that etcd 3.4 writes after the value, all zero.
    private static final String REST = "2800320038004800500058006000680070007800800100";

    private static byte[] request(long id, String method, String path, String value)
            throws Exception {
        var bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeUInt64(1, id);
        out.writeString(2, method);
        out.writeString(3, path);
        out.writeString(4, value);
        out.flush();
        bytes.write(HexFormat.of().parseHex(REST));
        return bytes.toByteArray();
    }

    private static byte[] inside(byte[] request) {
        return InternalRaftRequest.newBuilder().setUnknownFields(UnknownFieldSet.newBuilder()
                .addField(2, UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFrom(request)).build())
                .build()).build().toByteArray();
    }

    @Test
    void readsWhatAMemberOf34SaysOfItself() throws Exception {
        byte[] said = request(-2, "PUT", "/0/members/9607736098eee35c/attributes",
                "{\"name\":\"m2\",\"clientURLs\":[\"http://a:1\",\"http://b:2\"]}");

        for (byte[] entry : List.of(said, inside(said))) {
            InternalRaftRequest command = CommandPayload.ofBytes(entry).request();

            assertEquals(-2, command.getHeader().getID());
            assertEquals(0x9607736098eee35cL,
                    command.getClusterMemberAttrSet().getMemberID());
            assertEquals(Attributes.newBuilder().setName("m2")
                    .addClientUrls("http://a:1").addClientUrls("http://b:2").build(),
                    command.getClusterMemberAttrSet().getMemberAttributes());
        }
    }

    @Test
    void readsTheVersionThatMembersOf34AgreeOn() throws Exception {
        InternalRaftRequest command =
                CommandPayload.ofBytes(request(7, "PUT", "/0/version", "3.4.0")).request();

        assertEquals("3.4.0", command.getClusterVersionSet().getVer());
        assertEquals(7, command.getHeader().getID());
    }

    @Test
    void aCheckOfExpiryHasNoEffect() throws Exception {
        assertTrue(CommandPayload.ofBytes(request(7, "SYNC", "", "")).request()
                .hasDowngradeVersionTest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/1/key", "/0/members/zz/attributes", "/0/members/1/raftAttributes"})
    void whatCannotBeKeptIsNoCommand(String path) {
        assertThrows(InvalidProtocolBufferException.class,
                () -> CommandPayload.parse(request(7, "PUT", path, "{}")));
        assertThrows(InvalidProtocolBufferException.class,
                () -> CommandPayload.parse(request(7, "DELETE", path, "")));
    }

    @Test
    void writesWhatMembersOf34Read() throws Exception {
        var member = InternalRaftRequest.newBuilder().setClusterMemberAttrSet(
                ClusterMemberAttrSetRequest.newBuilder().setMemberID(0xabcL).setMemberAttributes(
                        Attributes.newBuilder().setName("k").addClientUrls("http://h:1")));

        byte[] entry = V2Request.instead(5, member).orElseThrow();

        String text = new String(entry, StandardCharsets.UTF_8);
        assertTrue(text.contains("PUT") && text.contains("/0/members/abc/attributes")
                && text.endsWith("{\"name\":\"k\",\"clientURLs\":[\"http://h:1\"]}"), text);
        assertEquals(member.getClusterMemberAttrSet(),
                CommandPayload.ofBytes(entry).request().getClusterMemberAttrSet());
    }

    @Test
    void aVersionThatNoMemberOf34HasIsWrittenInTheNewForm() {
        assertTrue(V2Request.instead(5, version("3.4.0")).isPresent());
        assertTrue(V2Request.instead(5, version("3.5.0")).isEmpty());
    }

    private static InternalRaftRequest.Builder version(String version) {
        return InternalRaftRequest.newBuilder().setClusterVersionSet(
                ClusterVersionSetRequest.newBuilder().setVer(version));
    }

    @Test
    void otherCommandsStayAsTheyAre() throws Exception {
        var put = InternalRaftRequest.newBuilder().setPut(
                PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("a")));
        byte[] withId = put.clone().setID(9).build().toByteArray();

        assertTrue(V2Request.instead(5, put).isEmpty());
        assertEquals(9, CommandPayload.ofBytes(withId).request().getID());
        assertArrayEquals(withId, CommandPayload.ofBytes(withId).bytes());
    }
}
