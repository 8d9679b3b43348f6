/// A storage plugin by somebody else.
module thirdparty.storage {
    requires kv.api;
    requires com.google.protobuf;

    exports thirdparty.storage;

    provides kv.api.spi.storage.StorageProvider with thirdparty.storage.TreeProvider;
}
