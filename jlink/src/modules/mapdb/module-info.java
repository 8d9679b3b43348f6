/// MapDB. It unmaps through sun.misc.Unsafe, which no tool sees: hence jdk.unsupported.
module mapdb {
    requires jdk.unsupported;
    requires transitive com.google.common;
    requires transitive elsa;
    requires transitive java.logging;
    requires transitive kotlin.stdlib;
    requires transitive org.eclipse.collections.api;
    requires transitive org.eclipse.collections.impl;
    requires transitive org.lz4.java;

    exports org.mapdb;
    exports org.mapdb.serializer;
    exports org.mapdb.volume;
}
