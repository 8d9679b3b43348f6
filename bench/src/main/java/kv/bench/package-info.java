/// Measures a member from outside and its parts from inside.
///
/// [kv.bench.Main] is the program: `load` drives one server ([kv.bench.load]),
/// `leases` sees what becomes of many leases ([kv.bench.lease]), `compare` runs two
/// servers alternately and prints the ratios ([kv.bench.compare]), `micro` runs the JMH benchmarks
/// ([kv.bench.micro]). On the class path, not a module: JMH generates code beside ours.
///
/// Not here: limits that a build must meet. Budgets are read by people, from `compare`'s table.
package kv.bench;
