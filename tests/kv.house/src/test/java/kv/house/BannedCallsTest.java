package kv.house;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BannedCallsTest {

    /// What a package may not even name: the package's prefix, the prefixes, and the reason.
    private record Border(String inside, List<String> banned, String reason) { }

    private static final List<Border> BORDERS = List.of(
            new Border("kv.raft", List.of("java.io.", "java.nio.file.", "java.nio.channels.",
                    "java.net.", "java.time.", "java.lang.Thread", "java.util.Random",
                    "java.util.concurrent.", "java.security."),
                    "the core has no clock, thread, lock, file, socket or randomness of its own:"
                            + " it comes in as a tick, a message or an injected source"),
            new Border("kv.api.spi.storage",
                    List.of("com.google.", "kv.api.pb.", "kv.api.service."),
                    "a storage plugin may bring another protobuf: this contract knows the JDK's"
                            + " types and its own"),
            new Border("kv.api.spi.protocol", List.of("io.netty."),
                    "a protocol may be written without Netty; types that speak it are in"
                            + " kv.transport.netty"),
            new Border("kv.store", List.of("java.net.", "io.netty.", "kv.raft."),
                    "the store knows no socket and no consensus"));

    @Test
    void productCallsNothingThatIsBanned() {
        Map<Ban, Findings> findings = new TreeMap<>(
                (a, b) -> (a.owner() + a.member()).compareTo(b.owner() + b.member()));
        for (ModuleFolder module : Repository.modules()) {
            module.classes().forEach(model -> look(model, findings));
        }
        findings.values().forEach(Findings::assertNone);
    }

    @Test
    void testsNeverSleep() {
        Findings findings = new Findings("a test awaits a condition with a deadline, or drives time"
                + " itself");
        for (ModuleFolder module : Repository.modules()) {
            for (ClassModel model : module.testClasses()) {
                calls(model).forEach((call, entry) -> findings.addIf(
                        call.equals("java.lang.Thread.sleep"),
                        References.name(model) + " calls " + call));
            }
        }
        findings.assertNone();
    }

    @Test
    void bordersHold() {
        for (Border border : BORDERS) {
            Findings findings = new Findings(border.reason());
            for (ModuleFolder module : Repository.modules()) {
                module.classes().stream()
                        .filter(model -> inside(References.name(model), border.inside()))
                        .forEach(model -> lookAcross(model, border, findings));
            }
            findings.assertNone();
        }
    }

    private static void look(ClassModel model, Map<Ban, Findings> findings) {
        String name = References.name(model);
        calls(model).forEach((call, entry) -> {
            for (Ban ban : Ban.ALL) {
                String owner = entry.owner().asInternalName().replace('/', '.');
                if (ban.hits(owner, entry.name().stringValue()) && !ban.allows(name)) {
                    findings.computeIfAbsent(ban, b -> new Findings(b.reason()))
                            .add(name + " uses " + call);
                }
            }
        });
    }

    private static void lookAcross(ClassModel model, Border border, Findings findings) {
        for (String type : References.of(model)) {
            boolean banned = border.banned().stream().anyMatch(type::startsWith);
            findings.addIf(banned, References.name(model) + " names " + type);
        }
    }

    private static boolean inside(String type, String packageName) {
        return type.startsWith(packageName + ".");
    }

    private static Map<String, MemberRefEntry> calls(ClassModel model) {
        Map<String, MemberRefEntry> calls = new TreeMap<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member) {
                String owner = member.owner().asInternalName().replace('/', '.');
                calls.put(owner + "." + member.name().stringValue(), member);
            }
        }
        return calls;
    }
}
