package kv.house;

import java.lang.classfile.ClassModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PackageGraphTest {

    @Test
    void packagesOfAModuleFormNoCycle() {
        Findings findings = new Findings("packages of a module form no cycle, so that each can be"
                + " read after those that it names; move the shared type down, or invert the call");
        for (ModuleFolder module : Repository.modules()) {
            Map<String, Map<String, String>> graph = graph(module);
            List<String> cycles = graph.keySet().stream()
                    .flatMap(from -> cycleFrom(from, graph).stream())
                    .toList();
            if (cycles.size() > new Ratchet().limit("cycles", module.name(), 0)) {
                cycles.forEach(cycle -> findings.add(module.name() + ": " + cycle));
            }
        }
        findings.assertNone();
    }

    /// For each package, the packages that it names, with one class that does.
    private static Map<String, Map<String, String>> graph(ModuleFolder module) {
        Map<String, Map<String, String>> graph = new TreeMap<>();
        List<ClassModel> classes = module.classes();
        classes.forEach(model -> graph.put(
                References.packageOf(References.name(model)), new TreeMap<>()));
        for (ClassModel model : classes) {
            String name = References.name(model);
            String from = References.packageOf(name);
            for (String other : References.of(model)) {
                String to = References.packageOf(other);
                if (!to.equals(from) && graph.containsKey(to)) {
                    graph.get(from).putIfAbsent(to, name + " -> " + other);
                }
            }
        }
        return graph;
    }

    /// The shortest way from a package back to itself, told only from its first package.
    private static Optional<String> cycleFrom(
            String start, Map<String, Map<String, String>> graph) {
        Map<String, String> cameFrom = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            String at = open.remove();
            for (String next : graph.get(at).keySet()) {
                if (next.equals(start)) {
                    return describe(start, at, cameFrom, graph);
                }
                if (next.compareTo(start) > 0 && seen.add(next)) {
                    cameFrom.put(next, at);
                    open.add(next);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> describe(String start, String last,
            Map<String, String> cameFrom, Map<String, Map<String, String>> graph) {
        List<String> edges = new ArrayList<>();
        String to = start;
        for (String at = last; at != null; at = cameFrom.get(at)) {
            edges.addFirst(graph.get(at).get(to));
            to = at;
        }
        return Optional.of(String.join(", ", edges));
    }
}
