/// Two servers, one after the other, with the same load and the same settings.
///
/// [kv.bench.compare.CompareCommand] runs them in the order A-B-B-A, so that a drift of the machine
/// meets both; [kv.bench.compare.Trial] takes one server through everything that is measured;
/// [kv.bench.compare.ServerProcess] is that server as the operating system sees it;
/// [kv.bench.compare.ClusterCommand] and [kv.bench.compare.ClusterTrial] do the same with three
/// members of each, [kv.bench.compare.Contest] lets them take turns;
/// [kv.bench.compare.Readings] keeps what was read and [kv.bench.compare.RatioTable] prints it.
///
/// Only ratios count. The absolute figures show the scale: the load generator shares the cores.
package kv.bench.compare;
