package kv.store.watch.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.pb.mvccpb.Event;
import kv.api.pb.mvccpb.KeyValue;
import kv.api.spi.storage.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBatchTest {

    private static final ResponseHeader HEADER = ResponseHeader.newBuilder()
            .setClusterId(-1).setMemberId(7).setRevision(300).setRaftTerm(2).build();

    private static KeyValue pair(String key, long create, long mod) {
        return KeyValue.newBuilder().setKey(ByteString.copyFromUtf8(key))
                .setCreateRevision(create).setModRevision(mod).setVersion(1)
                .setValue(ByteString.copyFromUtf8("v".repeat(200))).setLease(3).build();
    }

    private static Slice row(KeyValue pair) {
        return Slice.of(pair.toByteArray());
    }

    /// The put of a new key, the put of an old one, a deletion.
    private static EventBatch batch() {
        EventBatch.Builder builder = new EventBatch.Builder(0, 0);
        builder.add(5, false, row(pair("new", 5, 5)));
        builder.add(300, false, row(pair("old", 4, 300)));
        builder.add(300, true, row(KeyValue.newBuilder()
                .setKey(ByteString.copyFromUtf8("gone")).build()));
        return builder.build(5, 301);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "-1, true", "1000000, true"})
    void encodesAsGeneratedCodeDoes(long watchId, boolean fragment) throws IOException {
        WatchResponse expected = WatchResponse.newBuilder().setHeader(HEADER)
                .setWatchId(watchId).setFragment(fragment)
                .addEvents(Event.newBuilder().setKv(pair("new", 5, 5)))
                .addEvents(Event.newBuilder().setKv(pair("old", 4, 300)))
                .addEvents(Event.newBuilder().setType(Event.EventType.DELETE)
                        .setKv(KeyValue.newBuilder().setKey(ByteString.copyFromUtf8("gone"))
                                .setModRevision(300)))
                .build();
        EventsAnswer answer = EventsAnswer.of(EventsAnswer.headerField(HEADER), watchId, fragment,
                new Selection(batch(), new int[] {0, 1, 2}, null, 0, 3));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.writeTo(bytes);
        assertArrayEquals(expected.toByteArray(), bytes.toByteArray());
        assertEquals(expected.getSerializedSize(), answer.sizeBytes());
        assertEquals(expected, answer.decode());
    }

    @Test
    void knowsKeysKindsAndRevisions() {
        EventBatch batch = batch();
        assertEquals("gone", batch.keyString(2).toStringUtf8());
        assertTrue(batch.created(0));
        assertFalse(batch.created(1));
        assertTrue(batch.deleted(2));
        assertEquals(1, batch.firstAt(6));
        assertEquals(3, batch.firstAt(301));
    }

    @Test
    void eventsOfAnotherBatchKeepTheirBytes() {
        EventBatch.Builder builder = new EventBatch.Builder(0, 0);
        builder.add(batch(), 2);
        builder.add(batch(), 1);
        EventBatch copy = builder.build(5, 301);
        assertEquals("gone", copy.keyString(0).toStringUtf8());
        assertEquals("old", copy.keyString(1).toStringUtf8());
        WatchResponse decoded = EventsAnswer.of(new byte[0], 0, false,
                new Selection(copy, new int[] {1}, null, 0, 1)).decode();
        assertEquals(pair("old", 4, 300), decoded.getEvents(0).getKv());
    }

    @Test
    void selectsByRevisionAndKind() {
        Selection all = new Selection(batch(), new int[] {0, 1, 2}, null, 0, 3);
        assertEquals(2, all.since(6).size());
        assertEquals(300, all.since(6).firstRevision());
        assertEquals(1, all.only(false, true).size());
        assertEquals(2, all.only(true, false).size());
        assertTrue(all.since(301).isEmpty());
    }
}
