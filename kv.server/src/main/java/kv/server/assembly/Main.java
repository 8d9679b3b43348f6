package kv.server.assembly;

import java.util.List;
import java.util.random.RandomGenerator;
import kv.server.KvServer;
import kv.server.Surroundings;
import kv.server.config.ServerConfig;
import kv.server.member.RunningMember;

/// The program `kvd`.
public final class Main {

    private Main() {
    }

    /// Runs a server until it is stopped, and ends the process with a code of [ExitCode].
    public static void main(String[] arguments) {
        var process = new ServerProcess(Main::open);
        System.exit(process.run(List.of(arguments), System.getenv()).number());
    }

    private static RunningMember open(ServerConfig config, MemberOpener.Below below) {
        return KvServer.open(config, below.engine(), new Surroundings(below.files(),
                below.clock(), RandomGenerator.getDefault()::nextInt, below.metrics()));
    }
}
