/// How work is driven: loops whose one turn is a method, the threads that turn them, and the
/// hand-over between them.
///
/// Read [Loop], then [LoopThread] (turns loops on a thread of its own) and [Mailbox] (the only
/// way into a loop from outside). [Outbox] is the way out to event loops: answers are gathered
/// during a turn and handed over with one wake-up for each event loop. A thread may give loops away
/// to others; [LoopCall] finds them again.
///
/// Nothing here reads a clock except through [Clock], so a simulation turns the same loops, one
/// turn at a time, on a clock of its own.
package kv.server.loop;
