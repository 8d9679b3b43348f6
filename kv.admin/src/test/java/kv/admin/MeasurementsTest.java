package kv.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

    private final Measurements measurements = Measurements.of("""
            # HELP process_resident_memory_bytes Resident memory size in bytes.
            # TYPE process_resident_memory_bytes gauge
            process_resident_memory_bytes 3.0068736e+07
            process_virtual_memory_max_bytes +Inf
            etcd_disk_wal_fsync_duration_seconds_bucket{le="0.001"} 7
            etcd_disk_wal_fsync_duration_seconds_sum 0.71
            etcd_disk_wal_fsync_duration_seconds_count 311
            grpc_server_started_total{grpc_method="Put",grpc_service="etcdserverpb.KV",\
            grpc_type="unary"} 300
            grpc_server_started_total{grpc_method="Range",grpc_service="etcdserverpb.KV",\
            grpc_type="unary"} 5
            grpc_server_started_total{grpc_method="Status",grpc_service="etcdserverpb.Maintenance",\
            grpc_type="unary"} 9
            """);

    @Test
    void readSeriesWithoutLabels() {
        assertEquals(30_068_736, measurements.value("process_resident_memory_bytes").orElseThrow());
        assertEquals(0.71,
                measurements.value("etcd_disk_wal_fsync_duration_seconds_sum").orElseThrow());
        assertEquals(311,
                measurements.value("etcd_disk_wal_fsync_duration_seconds_count").orElseThrow());
    }

    @Test
    void leaveOutWhatIsNotThereOrIsNoNumberForAPage() {
        assertTrue(measurements.value("etcd_debugging_mvcc_keys_total").isEmpty());
        assertTrue(measurements.value("process_virtual_memory_max_bytes").isEmpty());
    }

    @Test
    void countCallsOfClientsAndNotTheConsolesOwn() {
        assertEquals(Map.of("Put", 300.0, "Range", 5.0), measurements.calls());
    }
}
