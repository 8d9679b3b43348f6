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
/// batches of both sides from a seed. `-Dkvd.tck.crashes=200` sets the number of crashes.
///
/// Not here: loss of power and block-level damage, which need a disk of their own.
package kv.tck;
