package kv.transport.peer.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is no frame is refused, and costs no memory.
class BadFramesTest {

    @ParameterizedTest
    @EnumSource(StreamKind.class)
    void waitsForWhatIsCutOff(StreamKind kind) throws BadFrame {
        ByteBuf whole = Unpooled.buffer();
        kind.encoder().encode(kv.api.pb.raftpb.Message.newBuilder()
                .setType(kv.api.pb.raftpb.MessageType.MsgApp).setTo(1).setFrom(2).setTerm(3)
                .setLogTerm(2).setIndex(7).setCommit(6).build(), whole);
        for (int length = 0; length < whole.readableBytes(); length++) {
            assertNull(kind.decoder(1, 2).decode(whole.copy(0, length)), "of " + length);
        }
        assertEquals(7, kind.decoder(1, 2).decode(whole).getIndex());
    }

    @ParameterizedTest
    @EnumSource(StreamKind.class)
    void refusesLengthsAboveTheLimit(StreamKind kind) {
        for (long length : new long[] {Frames.LIMIT_BYTES + 1, Long.MAX_VALUE, -1}) {
            ByteBuf frame = Unpooled.buffer();
            if (kind == StreamKind.MSGAPP) {
                frame.writeByte(2);
            }
            frame.writeLong(length);
            assertThrows(BadFrame.class, () -> kind.decoder(1, 2).decode(frame));
        }
    }

    @Test
    void takesTheLargestLengthAsYetToCome() throws BadFrame {
        ByteBuf frame = Unpooled.buffer().writeLong(Frames.LIMIT_BYTES);
        assertNull(StreamKind.MESSAGE.decoder(1, 2).decode(frame));
    }

    @Test
    void refusesWhatIsNoMessage() {
        ByteBuf frame = Unpooled.buffer().writeLong(3).writeMedium(0xffffff);
        assertThrows(BadFrame.class, () -> StreamKind.MESSAGE.decoder(1, 2).decode(frame));
    }

    @Test
    void refusesAnUnknownType() {
        ByteBuf frame = Unpooled.buffer().writeByte(3);
        assertThrows(BadFrame.class, () -> StreamKind.MSGAPP.decoder(1, 2).decode(frame));
    }

    @Test
    void refusesANegativeCountOfEntries() {
        ByteBuf frame = Unpooled.buffer().writeByte(1).writeLong(-1);
        assertThrows(BadFrame.class, () -> StreamKind.MSGAPP.decoder(1, 2).decode(frame));
    }

    @ParameterizedTest
    @EnumSource(StreamKind.class)
    void neverDoesAnythingButRefuseRandomBytes(StreamKind kind) {
        SplittableRandom chance = new SplittableRandom(7);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[chance.nextInt(1, 64)];
            chance.nextBytes(bytes);
            if (chance.nextBoolean()) {
                // A small length lets the bytes after it be looked at.
                for (int i = 0; i < Math.min(bytes.length, 8); i++) {
                    bytes[i] = (byte) (i == 7 ? chance.nextInt(32) : 0);
                }
            }
            refused += refuses(kind.decoder(1, 2), Recording.buffer(bytes)) ? 1 : 0;
        }
        assertTrue(refused > 5_000, refused + " refused");
    }

    private static boolean refuses(FrameDecoder decoder, ByteBuf source) {
        try {
            while (decoder.decode(source) != null) {
                // a frame by chance
            }
            return false;
        } catch (BadFrame refused) {
            return true;
        }
    }
}
