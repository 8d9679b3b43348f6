package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.integration.program.RunningServer;
import kv.integration.wire.Rpc;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bit that flipped in an engine's file while the server was down: the server does not serve it,
/// and says which file it is.
class DamagedEngineIT {

    private static final int VALUE_BYTES = 100_000;

    @ParameterizedTest
    @CsvSource({"rocksdb, sst", "mapdb, journal-1"})
    void isNamedAndNotServed(String engine, String ending, @TempDir Path directory)
            throws IOException {
        String flag = "--storage-engine=" + engine;
        try (RunningServer server = RunningServer.start(directory, flag);
                Rpc rpc = new Rpc(server.clientUrl())) {
            byte[] value = new byte[VALUE_BYTES];
            new Random(1).nextBytes(value);
            rpc.unary("etcdserverpb.KV/Put", PutRequest.newBuilder()
                    .setKey(ByteString.copyFromUtf8("key"))
                    .setValue(ByteString.copyFrom(value))
                    .build(), PutResponse.getDefaultInstance());
        }
        Path damaged = longest(directory.resolve("member").resolve(engine), ending);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 4;
        Files.write(damaged, bytes);
        FailedStart start = FailedStart.of(directory, flag);
        assertEquals(1, start.exitCode(), start.output());
        assertTrue(start.output().contains(damaged.toString()), start.output());
    }

    private static Path longest(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .max(Comparator.comparing(file -> file.toFile().length())).orElseThrow();
        }
    }
}
