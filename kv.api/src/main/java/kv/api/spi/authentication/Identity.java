package kv.api.spi.authentication;

/// Who is calling.
///
/// @param user the user's name; empty for nobody
/// @param authRevision the auth revision at which this was established; 0 for nobody
public record Identity(String user, long authRevision) {

    /// Nobody.
    public static final Identity NONE = new Identity("", 0);
}
