package kv.store.schema;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/// The members as the store of etcd's version 2 has them, as one JSON document. It goes along with
/// a snapshot, because members of etcd 3.5 and older take the membership from there. Stateless.
public final class V2Document {

    private static final String NEVER = "0001-01-01T00:00:00Z";
    private static final int VERSION = 2;

    private V2Document() {
    }

    /// The document.
    ///
    /// @param members all members
    /// @param removed ids that never come back
    /// @param version the cluster's, such as `3.7.0`; empty while none was agreed on
    /// @param index of the log's newest entry in it
    public static byte[] of(List<MemberRow> members, Collection<Long> removed, String version,
            long index) {
        JsonObject memberNodes = new JsonObject();
        for (MemberRow member : members) {
            String id = Long.toHexString(member.id());
            memberNodes.add(id, member("/0/members/" + id, member));
        }
        JsonObject removedNodes = new JsonObject();
        for (long id : removed) {
            String name = Long.toHexString(id);
            removedNodes.add(name, file("/0/removed_members/" + name, ""));
        }
        JsonObject cluster = new JsonObject();
        cluster.add("members", directory("/0/members", memberNodes));
        cluster.add("removed_members", directory("/0/removed_members", removedNodes));
        if (!version.isEmpty()) {
            cluster.add("version", file("/0/version", version));
        }
        JsonObject root = new JsonObject();
        root.add("0", directory("/0", cluster));
        root.add("1", directory("/1", new JsonObject()));
        JsonObject document = new JsonObject();
        document.add("Root", directory("/", root));
        document.addProperty("CurrentIndex", index);
        document.addProperty("CurrentVersion", VERSION);
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject member(String path, MemberRow member) {
        JsonObject raft = new JsonObject();
        raft.add("peerURLs", array(member.peerUrls()));
        if (member.learner()) {
            raft.addProperty("isLearner", true);
        }
        JsonObject nodes = new JsonObject();
        nodes.add("raftAttributes", file(path + "/raftAttributes", raft.toString()));
        if (!member.name().isEmpty()) {
            JsonObject attributes = new JsonObject();
            attributes.addProperty("name", member.name());
            attributes.add("clientURLs", array(member.clientUrls()));
            nodes.add("attributes", file(path + "/attributes", attributes.toString()));
        }
        return directory(path, nodes);
    }

    private static JsonObject directory(String path, JsonObject children) {
        JsonObject node = node(path, "");
        node.add("Children", children);
        return node;
    }

    private static JsonObject file(String path, String value) {
        JsonObject node = node(path, value);
        node.add("Children", JsonNull.INSTANCE);
        return node;
    }

    private static JsonObject node(String path, String value) {
        JsonObject node = new JsonObject();
        node.addProperty("Path", path);
        node.addProperty("CreatedIndex", 0);
        node.addProperty("ModifiedIndex", 0);
        node.addProperty("ExpireTime", NEVER);
        node.addProperty("Value", value);
        return node;
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
