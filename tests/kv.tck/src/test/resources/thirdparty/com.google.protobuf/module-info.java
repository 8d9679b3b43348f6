/// Another version of protobuf-java, as a plugin may bring one.
module com.google.protobuf {
    exports com.google.protobuf;
}
