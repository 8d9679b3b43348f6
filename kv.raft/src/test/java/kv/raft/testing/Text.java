package kv.raft.testing;

import java.nio.charset.StandardCharsets;
import kv.raft.model.Payload;

/// A payload that tests can read.
public record Text(String value) implements Payload {

    @Override
    public int sizeBytes() {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return value;
    }
}
