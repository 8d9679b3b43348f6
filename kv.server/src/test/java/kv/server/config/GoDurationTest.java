package kv.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({"0,0", "5s,5000000000", "1h2m3s,3723000000000", "1.5h,5400000000000",
            "-1s,-1000000000", ".5us,500", "1us1ns,1001", "+2ms,2000000", "1.s,1000000000",
            "2562047h,9223369200000000000"})
    void readsWhatGoReads(String text, long ns) {
        assertEquals(OptionalLong.of(ns), GoDuration.parseNs(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "abc", "1d", "s", "1h 2m", "--1s", "1e3s", ".s",
            "1..5s", "1.5.5s", "2562048h"})
    void refusesWhatGoRefuses(String text) {
        assertEquals(OptionalLong.empty(), GoDuration.parseNs(text));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT0.1S,100ms", "PT1M,1m0s", "PT2H,2h0m0s", "PT1.5S,1.5s",
            "PT0.0000012S,1.2µs", "PT0.00000001S,10ns", "PT1H2M3.004S,1h2m3.004s", "PT-5S,-5s"})
    void printsAsGo(Duration duration, String text) {
        assertEquals(text, GoDuration.format(duration));
    }

    @Test
    void whatIsPrintedIsReadBack() {
        Duration duration = Duration.ofNanos(3_723_004_005_006L);
        assertEquals(OptionalLong.of(duration.toNanos()),
                GoDuration.parseNs(GoDuration.format(duration)));
    }
}
