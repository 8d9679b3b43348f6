/// What all tests of consensus drive members with.
///
/// [Member] is a node with a disk and a state machine, moved step by step; [MemoryLog] its disk;
/// [Text] and [Change] the payloads; [Words] prints everything the way scenarios do. Here is no
/// test.
package kv.raft.testing;
