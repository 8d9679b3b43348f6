package kv.server.assembly;

import kv.server.config.ServerConfig;
import kv.server.log.Log;
import kv.server.log.Logging;

/// Stops a server in order when SIGTERM or SIGINT ends the process. The JVM waits for it, then dies
/// with 143 or 130, as etcd does.
final class StopHook {

    private static final Log LOG = Log.of(StopHook.class);

    private final Assembly assembly;
    private final ServerConfig config;
    private volatile boolean armed = true;

    StopHook(Assembly assembly, ServerConfig config) {
        this.assembly = assembly;
        this.config = config;
    }

    Thread thread() {
        return Thread.ofPlatform().name("kvd-stop").unstarted(this::stop);
    }

    /// The process ends by itself and closes the assembly without the hook.
    void disarm() {
        armed = false;
    }

    private void stop() {
        if (!armed) {
            return;
        }
        Logging.keepThroughStop();
        LOG.info("received signal; shutting down");
        Object[] who = {
            "name", config.member().name(), "data-dir", config.member().dataDirectory()
        };
        LOG.info("closing etcd server", who);
        assembly.close();
        LOG.info("closed etcd server", who);
    }
}
