package kv.server.assembly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kv.server.log.Log;

/// Which listener is filled by what, which engine serves, which plugins are there, and why one was
/// left out. Gathered while the server starts, logged once. Confined to the starting thread.
final class AssemblyPlan {

    private static final Log LOG = Log.of(AssemblyPlan.class);

    private final Map<String, List<String>> listeners = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private String engine = "";

    void listens(String name, Object url, String filledBy) {
        listeners.computeIfAbsent(name, unused -> new ArrayList<>()).add(url + ": " + filledBy);
    }

    void engine(String chosen) {
        engine = chosen;
    }

    void leavesOut(String plugin, String reason) {
        leftOut.add(plugin + ": " + reason);
    }

    void log() {
        List<Object> fields = new ArrayList<>();
        listeners.forEach((name, lines) -> {
            fields.add(name);
            fields.add(lines);
        });
        fields.addAll(List.of("storage-engine", engine, "left-out", leftOut));
        LOG.info("start-up plan", fields.toArray());
    }
}
