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
        active = stored.rows(Table.ALARM).keySet().stream().map(AlarmRow::decode).toList();
    }

    /// All alarms, those of `type` alone unless it is `NONE`.
    public List<AlarmMember> active(AlarmType type) {
        return active.stream()
                .filter(alarm -> type == AlarmType.NONE || alarm.getAlarm() == type)
                .toList();
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

    /// Raises or lowers an alarm, or lists alarms.
    AlarmResponse apply(AlarmRequest request, WriteTxn txn) {
        AlarmMember alarm = AlarmMember.newBuilder()
                .setMemberID(request.getMemberID()).setAlarm(request.getAlarm()).build();
        AlarmResponse.Builder answer = AlarmResponse.newBuilder();
        switch (request.getAction()) {
            case GET -> answer.addAllAlarms(active(request.getAlarm()));
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
