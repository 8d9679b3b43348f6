package kv.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.module.ModuleReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kv.api.spi.storage.StorageProvider;
import org.junit.jupiter.api.Test;

/// What the storage contract itself depends on.
class StorageSpiTest {

    private static final String PACKAGE = "kv/api/spi/storage/";

    @Test
    void namesTypesOfTheJdkAndItsOwnAlone() throws IOException {
        Set<String> foreign = new TreeSet<>();
        try (ModuleReader reader = StorageProvider.class.getModule().getLayer().configuration()
                .findModule("kv.api").orElseThrow().reference().open()) {
            List<String> classes = reader.list()
                    .filter(name -> name.startsWith(PACKAGE) && name.endsWith(".class"))
                    .toList();
            assertFalse(classes.isEmpty(), "no classes of " + PACKAGE);
            for (String name : classes) {
                byte[] bytes = reader.open(name).orElseThrow().readAllBytes();
                note(ClassFile.of().parse(bytes), foreign);
            }
        }
        assertEquals(Set.of(), foreign);
    }

    private static void note(ClassModel model, Set<String> foreign) {
        model.constantPool().forEach(entry -> {
            if (entry instanceof ClassEntry type) {
                note(type.asInternalName(), foreign);
            }
        });
        model.fields().forEach(field -> note(field.fieldType().stringValue(), foreign));
        model.methods().forEach(method -> {
            note(method.methodTypeSymbol().returnType().descriptorString(), foreign);
            method.methodTypeSymbol().parameterList()
                    .forEach(type -> note(type.descriptorString(), foreign));
        });
    }

    /// @param type an internal name, or a descriptor
    private static void note(String type, Set<String> foreign) {
        String name = type.replaceFirst("^\\[*L|^\\[+", "").replace(";", "");
        if (name.length() > 1 && !name.startsWith("java/") && !name.startsWith(PACKAGE)) {
            foreign.add(name);
        }
    }
}
