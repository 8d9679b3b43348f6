/// LZ4, which MapDB can compress with.
module org.lz4.java {
    requires jdk.unsupported;

    exports net.jpountz.lz4;
    exports net.jpountz.util;
    exports net.jpountz.xxhash;
}
