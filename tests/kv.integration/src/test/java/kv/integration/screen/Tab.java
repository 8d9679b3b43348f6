package kv.integration.screen;

import com.google.gson.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// One tab of the browser: opens a page, asks it, and keeps what it complained of and whom it
/// asked. One thread.
public final class Tab {

    private final DevTools tools;

    public Tab(DevTools tools) throws Exception {
        this.tools = tools;
        String target = tools.call("Target.createTarget", "url", "about:blank")
                .get("targetId").getAsString();
        tools.enter(tools.call("Target.attachToTarget", "targetId", target, "flatten", true)
                .get("sessionId").getAsString());
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Audits")) {
            tools.call(domain + ".enable");
        }
    }

    /// Sets the size of the view in CSS pixels and the colour scheme, `light` or `dark`.
    public void look(int width, int height, String scheme) throws Exception {
        tools.call("Emulation.setDeviceMetricsOverride",
                "width", width, "height", height, "deviceScaleFactor", 1, "mobile", false);
        tools.call("Emulation.setEmulatedMedia", "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", scheme)));
    }

    /// Opens a page and waits until it has loaded.
    public void open(URI url) throws Exception {
        var loaded = tools.next("Page.loadEventFired");
        tools.call("Page.navigate", "url", url.toString());
        loaded.get();
    }

    /// The value of a JavaScript expression, as text.
    public String ask(String expression) throws Exception {
        JsonObject answer = tools.call("Runtime.evaluate",
                "expression", "String(" + expression + ")", "returnByValue", true);
        return answer.getAsJsonObject("result").get("value").getAsString();
    }

    /// Waits until an expression is true; the page itself looks ten times a second.
    ///
    /// @return what the body then says, for messages
    public String await(String condition) throws Exception {
        JsonObject answer = tools.call("Runtime.evaluate", "awaitPromise", true,
                "returnByValue", true, "expression", """
                new Promise(done => {
                  const until = Date.now() + 45000;
                  const look = () => (%s) || Date.now() > until
                    ? done(((%s) ? "" : "TIMED OUT: ") + document.body.innerText)
                    : setTimeout(look, 100);
                  look();
                })""".formatted(condition, condition));
        return answer.getAsJsonObject("result").get("value").getAsString();
    }

    /// A picture of the whole page.
    public void photograph(Path file) throws Exception {
        String png = tools.call("Page.captureScreenshot",
                "format", "png", "captureBeyondViewport", true).get("data").getAsString();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(png));
    }

    /// Errors and warnings of the console, exceptions, and issues such as violated policies.
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        tools.events("Runtime.exceptionThrown").forEach(event -> complaints.add(event.toString()));
        tools.events("Runtime.consoleAPICalled").stream()
                .filter(event -> List.of("error", "warning", "assert")
                        .contains(event.get("type").getAsString()))
                .forEach(event -> complaints.add(event.toString()));
        tools.events("Log.entryAdded").stream()
                .map(event -> event.getAsJsonObject("entry"))
                .filter(entry -> !entry.get("level").getAsString().equals("info"))
                .forEach(entry -> complaints.add(entry.toString()));
        tools.events("Audits.issueAdded").forEach(event -> complaints.add(event.toString()));
        return complaints;
    }

    /// Every URL that the page asked for.
    public List<URI> requests() {
        return tools.events("Network.requestWillBeSent").stream()
                .map(event -> event.getAsJsonObject("request").get("url").getAsString())
                .map(URI::create).toList();
    }
}
