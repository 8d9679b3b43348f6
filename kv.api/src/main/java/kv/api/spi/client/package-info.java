/// Sessions with a cluster, near or far: what `kvsh`, the console, the benchmarks and the tests
/// use to reach the public services.
///
/// Read [ClientProvider], then [ClientSession]. The calls themselves are the interfaces of
/// `kv.api.service`.
package kv.api.spi.client;
