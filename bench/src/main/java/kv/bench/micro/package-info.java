/// JMH benchmarks of single parts, in process.
///
/// [kv.bench.micro.MicroCommand] runs them; each class `…Benchmark` is one part. They explain a
/// figure of `compare`, they do not replace it.
package kv.bench.micro;
