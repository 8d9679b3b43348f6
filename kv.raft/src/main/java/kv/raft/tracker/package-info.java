/// What a leader knows of the members' logs.
///
/// [ProgressTracker] holds one [Progress] for each member and asks the quorum what is committed.
/// A progress is in one of four [ProgressState]s, which decide what may be sent; [Inflights] is
/// the window of append messages under way. Nothing here sends or reads a log.
package kv.raft.tracker;
