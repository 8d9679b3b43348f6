package kv.store.schema;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.UncheckedIOException;
import kv.api.pb.etcdserverpb.AlarmMember;

/// A row of table `alarm`: the alarm is its key, the value is empty.
public final class AlarmRow {

    private AlarmRow() {
    }

    /// The row's key.
    public static byte[] key(AlarmMember alarm) {
        return alarm.toByteArray();
    }

    /// The row's value.
    public static byte[] value() {
        return new byte[0];
    }

    /// The alarm with that key.
    ///
    /// @throws UncheckedIOException when the bytes are no alarm
    public static AlarmMember decode(byte[] key) {
        try {
            return AlarmMember.parseFrom(key);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException("a row of table alarm is no AlarmMember", e);
        }
    }
}
