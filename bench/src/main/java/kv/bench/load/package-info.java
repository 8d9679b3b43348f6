/// The load generator.
///
/// [kv.bench.load.LoadCommand] is the command line; [kv.bench.load.LoadPlan] says what to send,
/// [kv.bench.load.LoadRun] sends it over the connections of [kv.bench.load.Clients] and counts
/// into a [kv.bench.load.LoadResult]; [kv.bench.load.Operation] makes one request of a plan, of
/// keys and values from [kv.bench.load.KeySpace].
///
/// No thread waits for an answer: a client is a number of requests in flight, and an answer starts
/// the next one from the connection's own loop.
package kv.bench.load;
