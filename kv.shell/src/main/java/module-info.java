/// `kvsh`: an interactive shell and one-shot commands under etcdctl's spelling, over a client
/// session.
///
/// Read `kv.shell.session` (a connection and one call at a time), then `kv.shell.render` (etcdctl's
/// output formats), then `kv.shell.command` (a class for a command), and last `kv.shell` (the
/// program and its interactive loop).
///
/// Deliberately not here: gRPC (the session comes from a plugin), and anything of the server; the
/// shell works against any etcd-compatible server.
module kv.shell {
    requires kv.api;
    requires ascii.table;
    requires com.google.gson;
    requires com.google.protobuf;
    requires info.picocli;
    requires java.logging;
    requires org.jline.reader;
    requires org.jline.terminal;

    // The session's protocol is a plugin; gRPC's is the one in the image.
    uses kv.api.spi.client.ClientProvider;

    // picocli sets the fields of the commands that carry its annotations.
    opens kv.shell.command to info.picocli;
}
