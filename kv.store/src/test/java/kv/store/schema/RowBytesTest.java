package kv.store.schema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import kv.api.pb.etcdserverpb.AlarmMember;
import kv.api.pb.etcdserverpb.AlarmType;
import kv.api.pb.mvccpb.KeyValue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Rows as etcd 3.7.1 wrote them.
class RowBytesTest {

    private static final long MEMBER = Long.parseUnsignedLong("17581304856398003066");

    private static String text(byte[] row) {
        return new String(row, StandardCharsets.UTF_8);
    }

    private static String hex(byte[] row) {
        return HexFormat.of().formatHex(row);
    }

    @Nested
    class Members {

        private static final String JSON = "{\"id\":17581304856398003066,\"peerURLs\":"
                + "[\"http://127.0.0.1:25464\"],\"name\":\"m1\",\"clientURLs\":"
                + "[\"http://127.0.0.1:25463\"]}";

        private final MemberRow row = new MemberRow(MEMBER, List.of("http://127.0.0.1:25464"),
                false, "m1", List.of("http://127.0.0.1:25463"));

        @Test
        void areWrittenAsEtcdWritesThem() {
            assertEquals(JSON, text(row.encode()));
            assertEquals("f3fd579dfd73fb7a", text(MemberRow.key(MEMBER)));
            assertEquals("removed", text(MemberRow.removed()));
        }

        @Test
        void areReadBack() {
            assertEquals(row, MemberRow.decode(JSON.getBytes(StandardCharsets.UTF_8)));
            assertEquals(MEMBER, MemberRow.id(MemberRow.key(MEMBER)));
        }

        @Test
        void leaveOutWhatIsNotSet() {
            MemberRow unstarted = new MemberRow(7, List.of("http://a:1"), true, "", List.of());
            assertEquals("{\"id\":7,\"peerURLs\":[\"http://a:1\"],\"isLearner\":true}",
                    text(unstarted.encode()));
        }

        @Test
        void escapeWhatGoEscapes() {
            MemberRow odd = new MemberRow(7, List.of("http://a?x=1&y=<2>"), false, "", List.of());
            assertEquals("{\"id\":7,\"peerURLs\":[\"http://a?x=1\\u0026y=\\u003c2\\u003e\"]}",
                    text(odd.encode()));
            assertEquals(odd, MemberRow.decode(odd.encode()));
        }

        @Test
        void mustBeJson() {
            assertThrows(JsonParseException.class, () -> MemberRow.decode(new byte[] {'{'}));
            assertThrows(JsonParseException.class, () -> MemberRow.decode(new byte[0]));
        }
    }

    @Nested
    class Marks {

        @Test
        void ofTheConfigurationAreJson() {
            ConfStateRow row = new ConfStateRow(
                    List.of(MEMBER), List.of(), List.of(), List.of(), false);
            assertEquals("{\"voters\":[17581304856398003066],\"auto_leave\":false}",
                    text(row.encode()));
            assertEquals(row, ConfStateRow.decode(row.encode()));
        }

        @Test
        void ofTheLogAreBigEndian() {
            assertEquals("000000000000008a", hex(MetaRows.number(138)));
            assertEquals(138, MetaRows.number(MetaRows.number(138), 0));
        }

        @Test
        void ofCompactionAreRevisions() {
            assertEquals("00000000000000235f0000000000000000", hex(MetaRows.revision(35)));
            assertEquals(35, MetaRows.revision(MetaRows.revision(35), -1));
            assertEquals(-1, MetaRows.revision(null, -1));
        }

        @Test
        void ofADowngradeAreJson() {
            ClusterRows.Downgrade row = new ClusterRows.Downgrade("3.6.0", true);
            assertEquals("{\"target-version\":\"3.6.0\",\"enabled\":true}", text(row.encode()));
            assertEquals(row, ClusterRows.Downgrade.decode(row.encode()));
        }
    }

    @Test
    void leasesAreAsEtcdWritesThem() {
        LeaseRow row = new LeaseRow(8897602206851899169L, 60_000, 0);
        assertEquals("08a1be8ee18cc2a8bd7b10e0d403", hex(row.encode()));
        assertEquals("7b7aa210cc239f21", hex(LeaseRow.key(row.id())));
        assertEquals(row, LeaseRow.decode(row.encode()));
    }

    @Test
    void alarmsAreTheirOwnKeys() {
        AlarmMember alarm = AlarmMember.newBuilder()
                .setMemberID(MEMBER).setAlarm(AlarmType.NOSPACE).build();
        assertEquals("08faf6cfebdff3d5fef3011001", hex(AlarmRow.key(alarm)));
        assertEquals(alarm, AlarmRow.decode(AlarmRow.key(alarm)));
    }

    @Nested
    class Keys {

        @Test
        void ofRowsOrderAsTheirRevisions() {
            assertEquals("00000000000000075f0000000000000002", hex(RevisionKey.of(7, 2)));
            assertEquals("00000000000000075f000000000000000274",
                    hex(RevisionKey.of(7, 2, true)));
            assertTrue(RevisionKey.tombstone(RevisionKey.of(7, 2, true)));
            assertEquals(7, RevisionKey.main(RevisionKey.of(7, 2)));
            assertEquals(2, RevisionKey.sub(RevisionKey.of(7, 2)));
        }

        @Test
        void ofAnotherShapeAreDamage() {
            assertTrue(RevisionKey.valid(RevisionKey.of(7, 2, true)));
            assertFalse(RevisionKey.valid(new byte[17]));
            assertFalse(RevisionKey.valid(new byte[3]));
        }
    }

    /// The same bytes as generated code writes, and every field found again.
    @Test
    void valuesAreCanonicalKeyValues() throws InvalidProtocolBufferException {
        for (long number : new long[] {0, 1, 127, 128, 300, Long.MAX_VALUE, -1}) {
            byte[] key = "key/\u00e4".getBytes(StandardCharsets.UTF_8);
            ByteString value = ByteString.copyFromUtf8("v".repeat((int) (number & 255)));
            KeyValueCodec.Stamp stamp =
                    new KeyValueCodec.Stamp(number, number / 2, number / 3, number);
            byte[] encoded = KeyValueCodec.encode(key, stamp, value);
            KeyValue message = KeyValue.newBuilder().setKey(ByteString.copyFrom(key))
                    .setCreateRevision(number).setModRevision(number / 2)
                    .setVersion(number / 3).setValue(value).setLease(number).build();
            assertArrayEquals(message.toByteArray(), encoded);
            KeyValueCodec.Fields fields = KeyValueCodec.read(encoded, 0, encoded.length);
            assertEquals(stamp, fields.stamp());
            assertArrayEquals(key, fields.key());
            assertEquals(value, ByteString.copyFrom(
                    encoded, fields.valueOffset(), fields.valueSize()));
        }
    }
}
