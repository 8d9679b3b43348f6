package kv.integration.screen;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// One connection of the DevTools protocol: commands are answered by number, everything else is an
/// event and kept. Commands are sent one at a time, by the test's thread.
public final class DevTools implements WebSocket.Listener {

    private static final long LIMIT_S = 60;

    private final Gson gson = new Gson();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonObject>> awaited = new ConcurrentHashMap<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final StringBuilder pieces = new StringBuilder();
    private WebSocket socket;
    private String session = "";

    public void attach(WebSocket connected) {
        socket = connected;
    }

    /// Commands from here on are for this session.
    public void enter(String sessionId) {
        session = sessionId;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
        pieces.append(piece);
        if (last) {
            take(gson.fromJson(pieces.toString(), JsonObject.class));
            pieces.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(JsonObject message) {
        if (message.has("id")) {
            open.remove(message.get("id").getAsInt()).complete(message);
        } else {
            events.add(message);
            CompletableFuture<JsonObject> waiting =
                    awaited.remove(message.get("method").getAsString());
            if (waiting != null) {
                waiting.complete(message);
            }
        }
    }

    /// Sends a command and waits for its result.
    ///
    /// @param parameters names and values in turn
    public JsonObject call(String method, Object... parameters) throws Exception {
        var values = new JsonObject();
        for (int i = 0; i < parameters.length; i += 2) {
            values.add((String) parameters[i], gson.toJsonTree(parameters[i + 1]));
        }
        int number = numbers.incrementAndGet();
        var command = new JsonObject();
        command.addProperty("id", number);
        command.addProperty("method", method);
        command.add("params", values);
        if (!session.isEmpty()) {
            command.addProperty("sessionId", session);
        }
        var answer = new CompletableFuture<JsonObject>();
        open.put(number, answer);
        socket.sendText(command.toString(), true).get(LIMIT_S, TimeUnit.SECONDS);
        JsonObject message = answer.get(LIMIT_S, TimeUnit.SECONDS);
        if (message.has("error")) {
            throw new IllegalStateException(method + ": " + message.get("error"));
        }
        return message.getAsJsonObject("result");
    }

    /// The next event of that name, from now on.
    public CompletableFuture<JsonObject> next(String method) {
        var event = new CompletableFuture<JsonObject>();
        awaited.put(method, event);
        return event.orTimeout(LIMIT_S, TimeUnit.SECONDS);
    }

    /// The events of that name so far, their parameters.
    public List<JsonObject> events(String method) {
        return events.stream()
                .filter(event -> event.get("method").getAsString().equals(method))
                .map(event -> event.getAsJsonObject("params")).toList();
    }
}
