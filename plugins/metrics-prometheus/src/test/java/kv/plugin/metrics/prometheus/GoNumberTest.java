package kv.plugin.metrics.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0", "-0.0, 0", "1, 1", "-1, -1", "0.001, 0.001", "8.192, 8.192", "0.0001, 0.0001",
        "0.00001, 1e-05", "1.5E-7, 1.5e-07", "524288, 524288", "819200, 819200", "1000000, 1e+06",
        "1048576, 1.048576e+06", "8388608, 8.388608e+06", "2147483648, 2.147483648e+09",
        "1764061234.5, 1.7640612345e+09", "1.8446744073709552E19, 1.8446744073709552e+19",
        "1E100, 1e+100", "NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf", "0.1, 0.1",
        "123456.7, 123456.7", "-2.5E-9, -2.5e-09",
    })
    void printsAsGoDoes(double value, String text) {
        assertEquals(text, GoNumber.format(value));
    }
}
