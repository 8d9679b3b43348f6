package kv.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModuleGraphTest {

    /// Which modules of ours each module may read. A plugin may read `kv.api` alone, one for a
    /// protocol or a transport also `kv.transport`.
    private static final Map<String, Set<String>> MAY_READ = Map.of(
            "kv.api", Set.of(),
            "kv.raft", Set.of(),
            "kv.store", Set.of("kv.api"),
            "kv.transport", Set.of("kv.api"),
            "kv.server", Set.of("kv.api", "kv.raft", "kv.store", "kv.transport"),
            "kv.shell", Set.of("kv.api"),
            "kv.admin", Set.of("kv.api"));

    /// Libraries with one home each, so that each can be replaced in one place.
    private static final Map<String, Set<String>> ONLY_IN = Map.of(
            "io.grpc", Set.of("kv.plugin.protocol.grpc"),
            "io.netty", Set.of("kv.transport", "kv.plugin.protocol.grpc"),
            "simpleclient", Set.of("kv.plugin.metrics.prometheus"),
            "rocksdbjni", Set.of("kv.plugin.storage.rocksdb"),
            "mapdb", Set.of("kv.plugin.storage.mapdb"),
            "io.javalin", Set.of("kv.admin"),
            "org.jline", Set.of("kv.shell"));

    private static final List<ModuleFolder> PRODUCT = Repository.modules().stream()
            .filter(ModuleFolder::declaresModule)
            .filter(module -> !module.name().startsWith("tests/"))
            .toList();

    @Test
    void everyModuleIsCompiledAndNamedAsItsFolder() {
        Findings findings = new Findings("folder, artifact, module and root package have one name");
        for (ModuleFolder module : PRODUCT) {
            String name = module.descriptor().map(ModuleDescriptor::name).orElse("(not compiled)");
            findings.addIf(
                    !name.equals(module.expectedModuleName()), module.name() + " is " + name);
        }
        findings.assertNone();
        assertFalse(PRODUCT.isEmpty());
    }

    @Test
    void modulesReadOnlyWhatTheDesignAllows() {
        Findings findings = new Findings("a module reads what its row in the design allows; move"
                + " the code to a module that may, or put a contract into kv.api.spi");
        for (ModuleFolder module : PRODUCT) {
            Set<String> ours = new TreeSet<>(requires(module));
            ours.removeIf(name -> !name.startsWith("kv."));
            ours.removeAll(mayRead(module.expectedModuleName()));
            findings.addIf(!ours.isEmpty(), module.name() + " requires " + ours);
        }
        findings.assertNone();
    }

    @Test
    void raftRequiresNothingButTheBase() {
        assertEquals(Set.of("java.base"), requires(module("kv.raft")));
    }

    @Test
    void eachLibraryIsRequiredInItsHomeAlone() {
        Findings findings = new Findings("a library has one home, to be replaced there");
        for (ModuleFolder module : PRODUCT) {
            for (String name : requires(module)) {
                ONLY_IN.forEach((library, homes) -> findings.addIf(
                        (name.equals(library) || name.startsWith(library + "."))
                                && !homes.contains(module.expectedModuleName()),
                        module.name() + " requires " + name));
            }
        }
        findings.assertNone();
    }

    @Test
    void theApiDoesNotForceItsProtobufOnPlugins() {
        Findings findings = new Findings("a plugin layer may bring a protobuf of its own: no"
                + " transitive requirement of a library in kv.api");
        for (Requires r : module("kv.api").descriptor().orElseThrow().requires()) {
            findings.addIf(
                    r.modifiers().contains(Requires.Modifier.TRANSITIVE), "kv.api: " + r.name());
        }
        findings.assertNone();
    }

    @Test
    void nothingIsOpenedToReflectionForAll() {
        Findings findings = new Findings("open a package to the library that needs it, by name:"
                + " an open module has no inside");
        for (ModuleFolder module : PRODUCT) {
            ModuleDescriptor descriptor = module.descriptor().orElseThrow();
            findings.addIf(descriptor.isOpen(), module.name() + " is open");
            descriptor.opens().stream()
                    .filter(opens -> !opens.isQualified())
                    .forEach(opens -> findings.add(module.name() + " opens " + opens.source()));
        }
        findings.assertNone();
    }

    @Test
    void qualifiedExportsNameModulesThatExist() {
        Set<String> names = Repository.modules().stream()
                .map(ModuleFolder::expectedModuleName)
                .collect(Collectors.toSet());
        Findings findings = new Findings("a qualified export to a module that does not exist is a"
                + " leftover or a typing error; the compiler cannot tell");
        for (ModuleFolder module : PRODUCT) {
            module.descriptor().orElseThrow().exports().stream()
                    .flatMap(exports -> exports.targets().stream())
                    .filter(target -> target.startsWith("kv.") && !names.contains(target))
                    .forEach(target -> findings.add(module.name() + " exports to " + target));
        }
        findings.assertNone();
    }

    private static Set<String> mayRead(String module) {
        if (!module.startsWith("kv.plugin.")) {
            return MAY_READ.getOrDefault(module, Set.of());
        }
        boolean channels = module.startsWith("kv.plugin.protocol.")
                || module.startsWith("kv.plugin.transport.");
        return channels ? Set.of("kv.api", "kv.transport") : Set.of("kv.api");
    }

    private static ModuleFolder module(String name) {
        return PRODUCT.stream()
                .filter(module -> module.expectedModuleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> requires(ModuleFolder module) {
        return module.descriptor().orElseThrow().requires().stream()
                .map(Requires::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
