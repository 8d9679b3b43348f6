/// `kvsh`: an interactive shell and one-shot commands under etcdctl's spelling, over a client
/// session.
///
/// Deliberately not here: gRPC (the session comes from a plugin), and anything of the server; the
/// shell works against any etcd-compatible server.
module kv.shell {
    requires kv.api;
    requires com.google.gson;
    requires com.google.protobuf;
    requires info.picocli;
    requires java.logging;
    requires org.jline.reader;
    requires org.jline.terminal;
}
