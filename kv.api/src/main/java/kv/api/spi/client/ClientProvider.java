package kv.api.spi.client;

/// How a client session is made (ServiceLoader). Stateless.
public interface ClientProvider {

    /// Name, such as `grpc`.
    String name();

    /// A session; connecting happens with the first call. Every method of the session's services
    /// takes a [kv.api.service.ClientCall] as its context.
    ClientSession connect(ClientOptions options);
}
