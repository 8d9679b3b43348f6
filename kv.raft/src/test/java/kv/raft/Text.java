package kv.raft;

import java.nio.charset.StandardCharsets;
import kv.raft.model.Payload;

/// A payload that tests can read.
record Text(String value) implements Payload {

    @Override
    public int sizeBytes() {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return value;
    }
}
