package kv.transport.peer.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kv.api.pb.raftpb.Message;

/// One recorded stream between two members of etcd, from tests/golden/peer.
record Recording(String name) {

    static final Path FOLDER =
            Path.of(System.getProperty("kvd.root", ".."), "tests/golden/peer");

    static Stream<Recording> all() {
        return Stream.of(
                "v3.4.23-message-m1-to-m2-1", "v3.4.23-message-m2-to-m1-1",
                "v3.4.23-msgapp-m1-to-m2-2", "v3.4.23-msgapp-m2-to-m1-1",
                "v3.7.1-message-m1-to-m2-2", "v3.7.1-message-m2-to-m1-1",
                "v3.7.1-msgapp-m1-to-m2-1", "v3.7.1-msgapp-m2-to-m1-2",
                "v3.7.1-msgapp-m2-to-m3-2").map(Recording::new);
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(FOLDER.resolve(name + ".bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StreamKind kind() {
        return name.contains("-msgapp-") ? StreamKind.MSGAPP : StreamKind.MESSAGE;
    }

    FrameDecoder decoder() {
        return kind().decoder(id("reader"), id("writer"));
    }

    long id(String role) {
        String[] head = lines().getFirst().split(" ");
        return Long.parseUnsignedLong(head[List.of(head).indexOf(role) + 1], 16);
    }

    /// What the frames hold, in the form of [#describe].
    List<String> frames() {
        return lines().stream().skip(1).toList();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(FOLDER.resolve(name + ".tsv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String describe(Message message) {
        if (Frames.isLinkHeartbeat(message)) {
            return "heartbeat";
        }
        return String.join("\t", message.getType().name(),
                Long.toUnsignedString(message.getTerm()),
                Long.toUnsignedString(message.getLogTerm()),
                Long.toUnsignedString(message.getIndex()),
                Integer.toString(message.getEntriesCount()),
                Long.toUnsignedString(message.getCommit()));
    }

    static ByteBuf buffer(byte[] bytes) {
        return Unpooled.copiedBuffer(bytes);
    }
}
