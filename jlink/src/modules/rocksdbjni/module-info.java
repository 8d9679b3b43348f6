/// RocksDB. Its native library stands in the lib folder of the image, not in the jar.
module rocksdbjni {
    requires java.logging;

    exports org.rocksdb;
    exports org.rocksdb.util;
}
