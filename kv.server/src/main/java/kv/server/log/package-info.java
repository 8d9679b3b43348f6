/// The log: our code and every library speak to java.util.logging, and one handler writes zap's
/// fields, as JSON or as text.
///
/// Read [Log], which server code uses, then [Logging], which sets everything up once per process,
/// [RecordHandler], and the two [forms][RecordForm]. Other modules of kvd use [System.Logger];
/// their records come out the same way, without fields.
///
/// Levels: kvd's own loggers (`kv.…`) follow `--log-level`; those of libraries start at warning.
/// Not here: rotation of files, and the journal.
package kv.server.log;
