package kv.store.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A row of table `members`: one member as JSON, under its id in hexadecimal. The same text is the
/// context of the conf change that adds the member.
///
/// @param id the member's id, unsigned
/// @param peerUrls where peers reach it
/// @param learner whether it has no vote
/// @param name empty until the member has published itself
/// @param clientUrls empty until the member has published itself
public record MemberRow(
        long id, List<String> peerUrls, boolean learner, String name, List<String> clientUrls) {

    private static final byte[] REMOVED = "removed".getBytes(StandardCharsets.US_ASCII);

    /// Keeps lists that nobody can change.
    public MemberRow {
        peerUrls = List.copyOf(peerUrls);
        clientUrls = List.copyOf(clientUrls);
    }

    /// The key of a row in `members` and in `members_removed`.
    public static byte[] key(long id) {
        return Long.toHexString(id).getBytes(StandardCharsets.US_ASCII);
    }

    /// The member's id in a row's key.
    public static long id(byte[] key) {
        return Long.parseUnsignedLong(new String(key, StandardCharsets.US_ASCII), 16);
    }

    /// The value of a row in `members_removed`.
    public static byte[] removed() {
        return REMOVED.clone();
    }

    /// The row's value.
    public byte[] encode() {
        Json json = Json.object().unsigned("id", id).texts("peerURLs", peerUrls);
        if (learner) {
            json.flag("isLearner", true);
        }
        if (!name.isEmpty()) {
            json.text("name", name);
        }
        if (!clientUrls.isEmpty()) {
            json.texts("clientURLs", clientUrls);
        }
        return json.encode();
    }

    /// The context of the conf change that lets a learner vote: no row, but in a row's form.
    public static byte[] promotion(long id) {
        return Json.object().unsigned("id", id).none("peerURLs").flag("isPromote", true).encode();
    }

    /// Whether a conf change's context is one of [#promotion(long)].
    public static boolean promotes(byte[] context) {
        return context.length > 0 && Json.parse(context).flag("isPromote");
    }

    /// The row with that value.
    ///
    /// @throws com.google.gson.JsonParseException when the bytes are no JSON object
    public static MemberRow decode(byte[] row) {
        Json json = Json.parse(row);
        return new MemberRow(json.unsigned("id"), json.texts("peerURLs"),
                json.flag("isLearner"), json.text("name"), json.texts("clientURLs"));
    }
}
