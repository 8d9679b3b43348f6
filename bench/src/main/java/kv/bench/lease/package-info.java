/// Many leases at once: how fast they are granted and renewed, and how late they end.
///
/// [LeaseCommand] is the command line, [LeaseRun] does it in phases, [Revocations] reads the
/// server's metrics.
package kv.bench.lease;
