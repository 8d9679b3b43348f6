/// The kit for storage engines. A plugin's whole test is:
///
/// ```java
/// class HeapEngineTest extends StorageEngineContract {
///     @Override
///     protected StorageProvider provider() {
///         return new HeapProvider();
///     }
/// }
/// ```
///
/// Read [kv.tck.StorageEngineContract] (the law, claim by claim), then
/// [kv.tck.StorageCrashContract], which starts [kv.tck.CrashingWriter] in a process of its own,
/// kills it, and holds what is left against [kv.tck.ExpectedTables]. [kv.tck.Workload] makes the
/// batches of both sides from a seed.
///
/// [kv.tck.StoragePowerContract] runs that writer under `strace`: [kv.tck.TraceReader] makes a
/// [kv.tck.Recording] of what it wrote and synced, and [kv.tck.PowerLoss] the disk that a loss of
/// power at any step of it may leave. [kv.tck.StorageDamageContract] flips bits in what an engine
/// wrote. `-Dkvd.tck.crashes=200`, `-Dkvd.tck.images=200` and `-Dkvd.tck.flips=200` set numbers.
///
/// Not here: the member's log, which kv.simulation crashes.
package kv.tck;
