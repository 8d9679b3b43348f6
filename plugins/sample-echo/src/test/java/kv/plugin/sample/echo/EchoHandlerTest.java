package kv.plugin.sample.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kv.api.service.Services;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

class EchoHandlerTest {

    private final HttpHandler echo =
            new EchoProvider().create(Services.none(), MetricRegistry.none());

    @Test
    void claimsOnePrefix() {
        assertEquals(Set.of("/echo"), echo.prefixes());
    }

    @Test
    void answersARequestWithItself() {
        var exchange = new RecordedExchange(
                "POST", "/echo/a", Map.of("q", List.of("1", "2")), "body");
        echo.handle(exchange);
        assertEquals(200, exchange.status());
        assertEquals("POST /echo/a\nq=1\nq=2\n\nbody", exchange.text());
    }

    @Test
    void keepsBrowsersFromGuessingATypeOfTheBody() {
        var exchange = new RecordedExchange(
                "POST", "/echo", Map.of(), "<script>alert(1)</script>");
        echo.handle(exchange);
        assertEquals("text/plain; charset=utf-8", exchange.headers().get("Content-Type"));
        assertEquals("nosniff", exchange.headers().get("X-Content-Type-Options"));
    }

    @Test
    void returnsBytesThatAreNoText() {
        byte[] body = {0, (byte) 0xFF, '\n'};
        var exchange = new RecordedExchange("PUT", "/echo", Map.of(),
                new String(body, StandardCharsets.ISO_8859_1));
        echo.handle(exchange);
        assertEquals("PUT /echo\n\n\0\u00FF\n", exchange.text());
    }
}
