package kv.bench.compare;

/// What is read in a trial, in the order of the table. The target is the ratio to etcd 3.7 that
/// the project aims at; `-` where none is set.
enum Measure {
    START("start to healthy, empty directory", "s", "1 s"),
    RSS_EMPTY("RSS after start, empty", "MB", "130 MB"),
    PUT_100_CPU("put, 100 clients on 10 connections: CPU", "µs", "0.45"),
    PUT_100_RATE("  puts a second", "", "1.5"),
    PUT_100_P99("  p99", "ms", "-"),
    PUT_100_SYNCS("  WAL fsyncs for a put", "", "1"),
    PUT_1000_CPU("put, 1,000 clients on 100 connections: CPU", "µs", "0.45"),
    PUT_1000_RATE("  puts a second", "", "1.5"),
    PUT_1000_P99("  p99", "ms", "-"),
    PUT_FIXED_CPU("put at 2,000 a second, 50 connections: CPU", "µs", "0.5"),
    PUT_FIXED_P99("  p99", "ms", "-"),
    WATCH_1000_RATE("1,000 watchers, one more never reads: events/s", "", "2"),
    WATCH_1000_CPU("  CPU for an event", "µs", "0.5"),
    WATCH_1000_P99("  200 puts a second: p99 from answer to event", "ms", "-"),
    WATCH_10000_RATE("10,000 watchers, one more never reads: events/s", "", "2"),
    WATCH_10000_CPU("  CPU for an event", "µs", "0.5"),
    WATCH_10000_RSS("  RSS for a watcher", "KB", "-"),
    FILL_RATE("filling with new keys: puts a second", "", "1.5"),
    RSS_LOADED("RSS, all keys loaded, idle", "MB", "0.8"),
    DISK_LOADED("disk, all keys loaded, idle", "MB", "0.7"),
    GET_ONE_CPU("get, one key, 100 clients: CPU", "µs", "0.45"),
    GET_ONE_RATE("  gets a second", "", "1.5"),
    GET_ONE_P99("  p99", "ms", "-"),
    GET_ANY_CPU("get, any key, 100 clients: CPU", "µs", "0.45"),
    GET_ANY_RATE("  gets a second", "", "1.5"),
    GET_ANY_P99("  p99", "ms", "-"),
    SERIALIZABLE_ONE_CPU("serializable get, one key: CPU", "µs", "0.45"),
    SERIALIZABLE_ONE_RATE("  gets a second", "", "1.5"),
    SERIALIZABLE_ANY_CPU("serializable get, any key: CPU", "µs", "0.45"),
    SERIALIZABLE_ANY_RATE("  gets a second", "", "1.5"),
    TXN_CPU("txn, 100 clients: CPU", "µs", "-"),
    TXN_RATE("  txns a second", "", "-"),
    RANGE_CPU("range of 100 keys, 100 clients: CPU", "µs", "-"),
    RANGE_RATE("  ranges a second", "", "-"),
    HALF_P99("put at half of the peer's rate, loaded: p99", "ms", "0.5"),
    RESTART("restart, all keys loaded, to healthy", "s", "0.5"),
    RESTART_KILLED("restart after kill -9, to healthy", "s", "-"),
    CLUSTER_PUT_CPU("put, 3 members, 100 clients: CPU of all", "µs", "-"),
    CLUSTER_PUT_RATE("  puts a second", "", "-"),
    CLUSTER_PUT_P99("  p99", "ms", "-"),
    FOLLOWER_GET_CPU("get at followers: CPU of all", "µs", "-"),
    FOLLOWER_GET_RATE("  gets a second", "", "-"),
    FOLLOWER_GET_P99("  p99", "ms", "-"),
    FOLLOWER_SERIALIZABLE_CPU("serializable get at followers: CPU of all", "µs", "-"),
    FAILOVER_GAP("leader killed: no write answered for", "s", "-");

    private final String title;
    private final String unit;
    private final String target;

    Measure(String title, String unit, String target) {
        this.title = title;
        this.unit = unit;
        this.target = target;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    String target() {
        return target;
    }
}
