/// MapDB's object serializer.
module elsa {
    requires java.logging;

    exports org.mapdb.elsa;
}
