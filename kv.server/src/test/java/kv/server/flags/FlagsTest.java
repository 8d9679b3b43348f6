package kv.server.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kv.server.config.ClusterState;
import kv.server.config.LogConfig;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlagsTest {

    private static ServerConfig config(String... arguments) {
        return ((Flags.Request.Run) Flags.read(List.of(arguments), Map.of())).config();
    }

    private static Flags.Request.Print print(String... arguments) {
        return (Flags.Request.Print) Flags.read(List.of(arguments), Map.of());
    }

    private static RefusedStart refusal(String... arguments) {
        return assertThrows(RefusedStart.class, () -> Flags.read(List.of(arguments), Map.of()));
    }

    private static List<URI> urls(String... urls) {
        return List.of(urls).stream().map(URI::create).toList();
    }

    @Nested
    class Defaults {

        @Test
        void areEtcds() {
            ServerConfig config = config();
            assertEquals("default", config.member().name());
            assertEquals(Path.of("default.etcd"), config.member().dataDirectory());
            assertEquals(10_000, config.member().snapshotCount());
            assertEquals(urls("http://localhost:2379"), config.listen().client());
            assertEquals(urls("http://localhost:2380"), config.listen().peer());
            assertEquals(urls("http://localhost:2379"), config.cluster().advertiseClient());
            assertEquals(Map.of("default", urls("http://localhost:2380")),
                    config.cluster().initial());
            assertEquals(ClusterState.NEW, config.cluster().state());
            assertEquals(100, config.timing().heartbeatMs());
            assertEquals(10, config.timing().electionTicks());
            assertEquals(7_000, config.timing().requestTimeoutMs());
            assertEquals(1_572_864, config.limits().maxRequestBytes());
            assertEquals(128, config.limits().maxTxnOps());
            assertEquals(2L << 30, config.limits().quotaBytes());
            assertEquals(0xFFFF_FFFFL, config.limits().maxConcurrentStreams());
            assertEquals(7_200_000, config.keepAlive().intervalMs());
            assertEquals("rocksdb", config.storage().engine());
            assertEquals(100_000_000, config.storage().commitIntervalNs());
            assertEquals(List.of("stderr"), config.log().outputs());
            assertEquals(Optional.empty(), config.log().format());
        }

        @Test
        void initialClusterFollowsTheName() {
            ServerConfig config = config("--name", "m1", "-initial-advertise-peer-urls",
                    "http://10.0.0.1:2380");
            assertEquals(Path.of("m1.etcd"), config.member().dataDirectory());
            assertEquals(Map.of("m1", urls("http://10.0.0.1:2380")), config.cluster().initial());
        }

        @Test
        void freePortIsAdvertisedWhenNothingElseIs() {
            ServerConfig config = config("--listen-peer-urls=http://127.0.0.1:0",
                    "--listen-client-urls=http://127.0.0.1:0",
                    "--advertise-client-urls=http://127.0.0.1:0");
            assertEquals(urls("http://127.0.0.1:0"), config.cluster().advertisePeer());
            assertEquals(Map.of("default", urls("http://127.0.0.1:0")), config.cluster().initial());
        }
    }

    @Nested
    class Syntax {

        @Test
        void takesOneDashOrTwoAndTheLastOfSeveral() {
            assertEquals("c", config("-name=a", "--name=b", "-name", "c").member().name());
        }

        @Test
        void booleanTakesNoSeparateWord() {
            assertEquals(false, config("--pre-vote=false").timing().preVote());
            assertEquals(true, config("--pre-vote").timing().preVote());
            assertEquals("\"false\" is not a valid flag", refusal("--pre-vote", "false").reason());
        }

        @Test
        void unknownFlagNamesTheNearest() {
            Flags.Request.Print print = print("--listen-cleint-urls", "http://localhost:1");
            assertEquals(2, print.exitCode());
            assertTrue(print.err().startsWith(
                    "flag provided but not defined: -listen-cleint-urls\n"
                            + "Did you mean --listen-client-urls?\n"), print.err());
        }

        @Test
        void listsOfUrlsAreSortedWithoutDuplicates() {
            assertEquals(urls("http://127.0.0.1:1", "http://127.0.0.1:2"), config(
                    "--listen-peer-urls", "http://127.0.0.1:2, http://127.0.0.1:1,"
                    + "http://127.0.0.1:2").listen().peer());
        }

        @Test
        void versionTellsEtcdsAndOurs() {
            assertTrue(print("--version").out().startsWith("etcd Version: 3.7.1\nkvd Version: "));
        }

        @Test
        void helpShowsEveryGroupWithDefaults() {
            String help = print("--help").out();
            assertTrue(help.startsWith("Member:\n  --name 'default'\n"), help);
            assertTrue(help.contains("\nkvd:\n  --storage-engine 'rocksdb'\n"), help);
        }
    }

    @Nested
    class Environment {

        @Test
        void standsForFlags() {
            var run = (Flags.Request.Run) Flags.read(List.of(),
                    Map.of("ETCD_NAME", "m7", "ETCD_NO_SUCH", "1", "PATH", "x"));
            assertEquals("m7", run.config().member().name());
            assertTrue(run.notices().stream().anyMatch(notice -> notice.message()
                    .equals("unrecognized environment variable")
                    && notice.fields().contains("ETCD_NO_SUCH=1")), run.notices().toString());
        }

        @Test
        void excludesTheFlag() {
            RefusedStart refusal = assertThrows(RefusedStart.class,
                    () -> Flags.read(List.of("--name", "x"), Map.of("ETCD_NAME", "")));
            assertEquals("conflicting environment variable is shadowed by corresponding "
                    + "command-line flag (either unset environment variable or disable flag))",
                    refusal.getMessage());
        }
    }

    @Nested
    class NotServedYet {

        @Test
        void isRefusedByName() {
            assertEquals("--cert-file is not supported yet", refusal("--cert-file=x").reason());
            assertEquals("--config-file is not supported yet", refusal("--config-file=x").reason());
            assertEquals("--listen-peer-urls: https:// is not supported yet (https://127.0.0.1:1)",
                    refusal("--listen-peer-urls=https://127.0.0.1:1").reason());
            assertEquals("--listen-peer-urls: unix:// is not supported yet (unix:///run/a)",
                    refusal("--listen-peer-urls=unix:///run/a").reason());
            assertEquals("--listen-client-urls: unixs:// is not supported yet (unixs:///run/a)",
                    refusal("--listen-client-urls=unixs:///run/a",
                            "--advertise-client-urls=http://127.0.0.1:1").reason());
        }

        @Test
        void isAcceptedWithItsDefault() {
            assertEquals("default", config("--auth-token=simple", "--max-learners=1",
                    "--compact-hash-check-time=60s", "--force-new-cluster=false").member().name());
        }

        @Test
        void consoleOpensOnLoopbackAlone() {
            assertTrue(refusal("--listen-admin-urls=http://0.0.0.0:2390").reason()
                    .contains("loopback alone"));
            assertEquals(urls("http://127.0.0.1:2390"),
                    config("--listen-admin-urls=http://127.0.0.1:2390").listen().admin());
        }
    }

    @Test
    void logSettingsAreRead() {
        LogConfig log = config("--log-level=WARN", "--log-format=console",
                "--log-outputs=stderr,a.log").log();
        assertEquals(System.Logger.Level.WARNING, log.level());
        assertEquals(Optional.of(LogConfig.Format.CONSOLE), log.format());
        assertEquals(List.of("stderr", "a.log"), log.outputs());
        assertEquals(2, print("--log-level=trace").exitCode());
    }

    @Test
    void engineOptionsAreNamesWithValues() {
        ServerConfig config = config("--storage-option=a=1,b=2", "--cors=http://a.example:80");
        assertEquals(Map.of("a", "1", "b", "2"), config.storage().options());
        assertEquals(Set.of("http://a.example:80"), config.listen().corsOrigins());
        refusal("--storage-option=a");
    }

    @Test
    void everyFlagHasHelpAndADefaultOfItsType() {
        for (Flag flag : FlagTable.all()) {
            if (flag.type() != FlagType.ORIGINS) {
                flag.parse(flag.standard());
            }
            assertEquals(flag.treatment() == Flag.Treatment.LEGACY, flag.help().isEmpty(),
                    flag.name());
        }
    }
}
