package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.integration.program.RunningServer;
import kv.integration.screen.Browser;
import kv.integration.screen.Tab;
import kv.integration.wire.Rpc;
import kv.integration.wire.Told;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The console of the image in a real browser. Pictures of it are left in
/// `target/console-WIDTH-SCHEME.png`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ConsoleIT {

    private static final String LIVE = "document.body.dataset.state === 'live'"
            + " && document.getElementById('revision').textContent !== '–'"
            + " && document.getElementById('revision-note').textContent !== ''";

    private Browser browser;
    private RunningServer server;
    private Rpc rpc;

    /// The folder is left to the system: Chromium may write to its profile after its end.
    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws Exception {
        browser = Browser.open(folder.resolve("profile"));
        server = RunningServer.start(folder.resolve("data"),
                "--listen-admin-urls", "http://127.0.0.1:0");
        rpc = new Rpc(server.clientUrl());
        rpc.unary("etcdserverpb.Lease/LeaseGrant",
                LeaseGrantRequest.newBuilder().setTTL(10_000).build(),
                LeaseGrantResponse.getDefaultInstance());
        new Told().goOn(rpc);
        rpc.unary("etcdserverpb.KV/Put",
                PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("key")).build(),
                PutResponse.getDefaultInstance());
    }

    @AfterAll
    void stop() throws Exception {
        if (rpc != null) {
            rpc.close();
        }
        if (server != null) {
            server.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, 900, light", "1280, 900, dark", "390, 844, light", "390, 844, dark"})
    void showsTheClusterWithoutAComplaint(int width, int height, String scheme) throws Exception {
        Tab tab = browser.tab();
        tab.look(width, height, scheme);
        tab.open(server.consoleUrl());
        String text = tab.await(LIVE);
        assertTrue(text.contains("Healthy: the only member, default, leads"), text);
        assertFigures(tab);
        assertFits(tab);
        assertEquals(scheme.equals("dark"), isDark(tab));
        assertEquals(List.of(), tab.complaints());
        assertOnlyAsksItsOwnHost(tab);
        tab.photograph(Path.of("target", "console-" + width + "-" + scheme + ".png"));
    }

    private static String shown(Tab tab, String id) throws Exception {
        return tab.ask("document.getElementById('" + id + "').textContent");
    }

    private static void assertFigures(Tab tab) throws Exception {
        assertEquals("default", shown(tab, "leader"));
        for (String number : List.of("term", "revision")) {
            assertTrue(shown(tab, number).matches("[1-9][0-9,]*"), number);
        }
        for (String figure : List.of("size", "read", "memory")) {
            assertTrue(shown(tab, figure).matches("[0-9.]+ (ms|B|KiB|MiB|GiB)"), figure);
        }
        assertTrue(shown(tab, "rate").matches("[0-9.]+"), shown(tab, "rate"));
        assertEquals("1 lease, 1 watcher", shown(tab, "keys-note"));
        assertTrue(tab.ask("document.getElementById('spark-line').getAttribute('d')")
                .startsWith("M"));
        assertTrue(shown(tab, "alarms").contains("none raised"));
        assertTrue(shown(tab, "members").contains("3.7.1"));
    }

    private static void assertFits(Tab tab) throws Exception {
        assertEquals("true",
                tab.ask("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    private static boolean isDark(Tab tab) throws Exception {
        String colour = tab.ask("getComputedStyle(document.body).backgroundColor");
        return Integer.parseInt(colour.replaceAll("^rgb\\(([0-9]+),.*", "$1")) < 128;
    }

    private void assertOnlyAsksItsOwnHost(Tab tab) throws Exception {
        URI console = server.consoleUrl();
        assertFalse(tab.requests().isEmpty());
        for (URI request : tab.requests()) {
            assertEquals(console.getAuthority(), request.getAuthority(), request.toString());
        }
    }

    @Test
    void goesOnAskingWhenTheServerStopsAndComesBack(@TempDir Path data) throws Exception {
        Tab tab = browser.tab();
        tab.look(1280, 900, "light");
        URI console;
        try (RunningServer first = RunningServer.start(
                data, "--listen-admin-urls", "http://127.0.0.1:0")) {
            console = first.consoleUrl();
            tab.open(console);
            tab.await(LIVE);
        }
        String lost = tab.await("document.body.dataset.state === 'lost'");
        assertTrue(lost.contains("The console does not answer."), lost);
        assertTrue(lost.contains("What is below was true at "), lost);
        try (RunningServer second = RunningServer.start(
                data, "--listen-admin-urls", console.toString())) {
            assertEquals(console, second.consoleUrl());
            String live = tab.await(LIVE);
            assertTrue(live.contains("Healthy"), live);
        }
    }
}
