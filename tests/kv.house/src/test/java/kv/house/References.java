package kv.house;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The types that a class file names, in its code, its descriptors and its signatures.
final class References {

    /// A type inside a descriptor or a generic signature.
    private static final Pattern TYPE = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

    private References() {
    }

    /// Dotted names of all types that `model` names, itself included.
    static Set<String> of(ClassModel model) {
        Set<String> names = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> add(type.asInternalName(), names);
                case Utf8Entry text -> addDescriptor(text.stringValue(), names);
                default -> { }
            }
        }
        return names;
    }

    /// The dotted name of the class itself.
    static String name(ClassModel model) {
        return model.thisClass().asInternalName().replace('/', '.');
    }

    static String packageOf(String type) {
        int dot = type.lastIndexOf('.');
        return dot < 0 ? "" : type.substring(0, dot);
    }

    private static void add(String internalName, Set<String> names) {
        if (internalName.startsWith("[")) {
            addDescriptor(internalName, names);
        } else {
            names.add(internalName.replace('/', '.'));
        }
    }

    /// String constants look like descriptors only if they are written as such.
    private static void addDescriptor(String text, Set<String> names) {
        Matcher matcher = TYPE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1).replace('/', '.'));
        }
    }
}
