package kv.simulation.judge;

import com.google.protobuf.ByteString;
import kv.api.pb.mvccpb.KeyValue;

/// Keys and values as requests and answers have them.
final class Keys {

    /// From this to this: everything.
    static final ByteString FIRST = ByteString.copyFrom(new byte[1]);

    private static final int SHOWN = 24;

    private Keys() {
    }

    /// Whether an answer shows what the model has.
    static boolean same(Model.Version version, KeyValue kv) {
        return version != null && version.key().equals(kv.getKey())
                && version.value() != null && version.value().equals(kv.getValue())
                && version.created() == kv.getCreateRevision()
                && version.modified() == kv.getModRevision()
                && version.version() == kv.getVersion() && version.lease() == kv.getLease();
    }

    static String text(KeyValue kv) {
        return kv.getKey().toStringUtf8() + "=" + text(kv.getValue()) + " ("
                + kv.getCreateRevision() + ", " + kv.getModRevision() + ", " + kv.getVersion()
                + ", " + kv.getLease() + ")";
    }

    static String text(Model.Version version) {
        return version == null ? "nothing" : version.key().toStringUtf8() + "="
                + (version.value() == null ? "nothing" : text(version.value())) + " ("
                + version.created() + ", " + version.modified() + ", " + version.version() + ", "
                + version.lease() + ")";
    }

    private static String text(ByteString value) {
        return value.substring(0, Math.min(SHOWN, value.size())).toStringUtf8();
    }
}
