package kv.server.flags;

import static kv.server.flags.Flag.later;
import static kv.server.flags.Flag.served;
import static kv.server.flags.FlagType.BOOL;
import static kv.server.flags.FlagType.ORIGINS;
import static kv.server.flags.FlagType.TEXT;
import static kv.server.flags.FlagType.UINT;
import static kv.server.flags.FlagType.WORDS;

import java.util.List;

/// The flags of TLS, of access over HTTP, and of authentication.
final class SecurityFlags {

    static final List<Flag> ALL = List.of(
            later("cert-file", TEXT, "", "Certificate of the client port."),
            later("key-file", TEXT, "", "Key of that certificate."),
            later("client-cert-file", TEXT, "", "Certificate that the server shows as a client."),
            later("client-key-file", TEXT, "", "Key of that certificate."),
            later("client-cert-auth", BOOL, "false", "Clients must show a certificate."),
            later("client-crl-file", TEXT, "", "Revoked certificates of clients."),
            later("client-cert-allowed-hostname", WORDS, "", "Hosts in certificates of clients."),
            later("trusted-ca-file", TEXT, "", "Authority of the clients' certificates."),
            later("auto-tls", BOOL, "false", "Make a certificate for the client port."),
            later("peer-cert-file", TEXT, "", "Certificate of the peer port."),
            later("peer-key-file", TEXT, "", "Key of that certificate."),
            later("peer-client-cert-file", TEXT, "", "Certificate shown to other members."),
            later("peer-client-key-file", TEXT, "", "Key of that certificate."),
            later("peer-client-cert-auth", BOOL, "false", "Members must show a certificate."),
            later("peer-trusted-ca-file", TEXT, "", "Authority of the members' certificates."),
            later("peer-crl-file", TEXT, "", "Revoked certificates of members."),
            later("peer-cert-allowed-cn", WORDS, "", "Names in certificates of members."),
            later("peer-cert-allowed-hostname", WORDS, "", "Hosts in certificates of members."),
            later("peer-auto-tls", BOOL, "false", "Make a certificate for the peer port."),
            later("peer-skip-client-san-verification", BOOL, "false",
                    "Do not compare members' addresses with their certificates."),
            later("self-signed-cert-validity", UINT, "1", "Years that made certificates hold."),
            later("cipher-suites", WORDS, "", "TLS cipher suites, in Go's names."),
            later("tls-min-version", TEXT, "TLS1.2", "Lowest version of TLS."),
            later("tls-max-version", TEXT, "", "Highest version of TLS."),
            served("cors", ORIGINS, "*", "Web origins that may use the client port."),
            served("host-whitelist", WORDS, "*", "Host names that plain HTTP requests may use."));

    /// etcd shows these apart.
    static final List<Flag> AUTH = List.of(
            later("auth-token", TEXT, "simple", "Kind of token, and its options."),
            later("auth-token-ttl", UINT, "300", "Seconds that a token holds."),
            later("bcrypt-cost", UINT, "10", "Work factor of stored passwords."));

    private SecurityFlags() {
    }
}
