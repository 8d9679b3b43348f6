/// What a server's process costs, as Linux says in `/proc`.
///
/// [kv.bench.process.ProcessCosts] is all: processor time and memory of one process, which may be
/// one that the bench has started or one that was there before. Starting and stopping servers is
/// not here but in the comparison.
package kv.bench.process;
