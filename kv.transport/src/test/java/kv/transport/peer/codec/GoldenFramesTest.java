package kv.transport.peer.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import kv.api.pb.raftpb.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Streams that members of etcd wrote are read as they were meant, and written alike.
class GoldenFramesTest {

    @ParameterizedTest
    @MethodSource("kv.transport.peer.codec.Recording#all")
    void readsWhatEtcdWrote(Recording recording) throws BadFrame {
        ByteBuf source = Recording.buffer(recording.bytes());
        List<String> read = new ArrayList<>();
        for (Message message : decode(recording.decoder(), source)) {
            read.add(Recording.describe(message));
        }
        assertEquals(recording.frames(), read);
        assertFalse(source.isReadable(), "all is read");
    }

    @ParameterizedTest
    @MethodSource("kv.transport.peer.codec.Recording#all")
    void readsFramesInWhateverPiecesTheyCome(Recording recording) throws BadFrame {
        FrameDecoder decoder = recording.decoder();
        ByteBuf arrived = Unpooled.buffer();
        List<String> read = new ArrayList<>();
        for (byte b : recording.bytes()) {
            arrived.writeByte(b);
            decode(decoder, arrived).forEach(message -> read.add(Recording.describe(message)));
            arrived.discardReadBytes();
        }
        assertEquals(recording.frames(), read);
    }

    /// etcd 3.7 writes only what is set, as we do; older ones write zeros too, so theirs come out
    /// shorter but mean the same.
    @ParameterizedTest
    @MethodSource("kv.transport.peer.codec.Recording#all")
    void writesWhatEtcdWrites(Recording recording) throws BadFrame {
        List<Message> messages = decode(recording.decoder(), Recording.buffer(recording.bytes()));
        FrameEncoder encoder = recording.kind().encoder();
        ByteBuf written = Unpooled.buffer();
        for (Message message : messages) {
            if (Frames.isLinkHeartbeat(message)) {
                encoder.heartbeat(written);
            } else {
                encoder.encode(message, written);
            }
        }
        if (recording.name().startsWith("v3.7.1")) {
            assertArrayEquals(recording.bytes(), ByteBufUtil.getBytes(written));
        }
        List<String> read = new ArrayList<>();
        for (Message message : decode(recording.decoder(), written)) {
            read.add(Recording.describe(message));
        }
        assertEquals(recording.frames(), read);
    }

    private static List<Message> decode(FrameDecoder decoder, ByteBuf source) throws BadFrame {
        List<Message> messages = new ArrayList<>();
        Message message = decoder.decode(source);
        while (message != null) {
            messages.add(message);
            message = decoder.decode(source);
        }
        return messages;
    }
}
