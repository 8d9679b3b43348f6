/// Tracing hooks that gRPC calls; without an implementation they do nothing.
module io.perfmark {
    requires static com.google.errorprone.annotations;

    exports io.perfmark;
}
