package kv.plugin.protocol.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyRowSurvivesTheWayThereAndBack(ErrorCode row) {
        Status status = Refusals.status(new KvException(row));

        assertEquals(row.status().number(), status.getCode().value());
        assertEquals(row.text(), status.getDescription());
        assertEquals(row, Refusals.refusal(status).code().orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(StatusCode.class)
    void everyCodeKeepsItsNumber(StatusCode code) {
        Status status = Refusals.status(new KvException(code, "text"));

        assertEquals(code.number(), status.getCode().value());
        assertEquals(code, Refusals.refusal(status).status());
    }

    @Test
    void keepsTheTextOfARefusalThatIsNoRow() {
        Status status = Status.UNKNOWN.withDescription("election: no leader");

        KvException refusal = Refusals.refusal(status);

        assertTrue(refusal.code().isEmpty());
        assertEquals("election: no leader", refusal.getMessage());
    }
}
