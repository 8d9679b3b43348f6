/// What committed entries do: [ApplyLoop] takes them in order, [CommandApplier] carries each out
/// on the store and the membership, [Answers] holds the outcomes back until the publication that
/// shows them, and [EngineLoop] commits to the storage engine behind it all.
///
/// [GrowthCost] says by how much a command lets the data grow, for the quota and its alarm.
///
/// Read [ApplyLoop] first. Nothing here reads a clock to decide what an entry does, so that every
/// member that applies the same entries holds the same state.
package kv.server.apply;
