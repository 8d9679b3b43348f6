/// etcdctl's output formats: simple, fields, json, table and protobuf.
///
/// Read [Format], which has a method for each kind of answer, then the five that implement it.
/// [Answer] pairs an answer with the endpoint that gave it, and [GoText] writes text, sizes and
/// durations as etcdctl's users know them.
///
/// Deliberately not here: where the answers come from.
package kv.shell.render;
