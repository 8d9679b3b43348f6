package kv.server.apply;

import java.util.List;
import java.util.stream.Stream;
import kv.api.pb.etcdserverpb.AlarmMember;
import kv.api.pb.etcdserverpb.AlarmRequest;
import kv.api.pb.etcdserverpb.AlarmResponse;
import kv.api.pb.etcdserverpb.AlarmType;
import kv.api.spi.storage.Table;
import kv.store.mvcc.WriteTxn;
import kv.store.rows.TableRows;
import kv.store.schema.AlarmRow;

/// The alarms that members have raised, as the table `alarm` has them. Changed on `kvd-apply`;
/// any thread may read.
public final class Alarms {

    private volatile List<AlarmMember> active;

    /// The alarms as they are stored.
    public Alarms(TableRows stored) {
        reload(stored);
    }

    final void reload(TableRows stored) {
        active = stored.rows(Table.ALARM).keySet().stream().map(AlarmRow::decode).toList();
    }

    /// All alarms.
    public List<AlarmMember> active() {
        return active;
    }

    /// Whether any member has raised this alarm.
    public boolean raised(AlarmType type) {
        for (AlarmMember alarm : active) {
            if (alarm.getAlarm() == type) {
                return true;
            }
        }
        return false;
    }

    /// An alarm's name; its number if this version does not know it.
    public static String name(AlarmMember alarm) {
        return alarm.getAlarm() == AlarmType.UNRECOGNIZED
                ? Integer.toString(alarm.getAlarmValue()) : alarm.getAlarm().name();
    }

    /// Raises or lowers an alarm, or lists alarms: those of one kind, or all. A kind is a number
    /// here, since a client may send one that this version does not know.
    AlarmResponse apply(AlarmRequest request, WriteTxn txn) {
        AlarmMember alarm = AlarmMember.newBuilder()
                .setMemberID(request.getMemberID()).setAlarmValue(request.getAlarmValue()).build();
        AlarmResponse.Builder answer = AlarmResponse.newBuilder();
        switch (request.getAction()) {
            case GET -> answer.addAllAlarms(ofKind(request.getAlarmValue()));
            case ACTIVATE -> {
                if (request.getAlarm() != AlarmType.NONE) {
                    change(alarm, active.contains(alarm), true, txn);
                    answer.addAlarms(alarm);
                }
            }
            case DEACTIVATE -> {
                if (active.contains(alarm)) {
                    change(alarm, true, false, txn);
                    answer.addAlarms(alarm);
                }
            }
            default -> { }
        }
        return answer.build();
    }

    private List<AlarmMember> ofKind(int kind) {
        return active.stream()
                .filter(alarm -> kind == AlarmType.NONE_VALUE || alarm.getAlarmValue() == kind)
                .toList();
    }

    private void change(AlarmMember alarm, boolean was, boolean shall, WriteTxn txn) {
        if (was == shall) {
            return;
        }
        List<AlarmMember> others =
                active.stream().filter(other -> !other.equals(alarm)).toList();
        if (shall) {
            txn.putRow(Table.ALARM, AlarmRow.key(alarm), AlarmRow.value());
            active = Stream.concat(others.stream(),
                    Stream.of(alarm)).toList();
        } else {
            txn.deleteRow(Table.ALARM, AlarmRow.key(alarm));
            active = others;
        }
    }
}
