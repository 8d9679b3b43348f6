/// A storage engine that crashes: [kv.simulation.engine.CrashingHeap]. The real heap engine does
/// the work; what survives a crash is decided here.
package kv.simulation.engine;
