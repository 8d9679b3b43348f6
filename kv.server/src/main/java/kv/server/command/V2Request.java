package kv.server.command;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import kv.api.pb.etcdserverpb.DowngradeVersionTestRequest;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.RequestHeader;
import kv.api.pb.membershippb.Attributes;
import kv.api.pb.membershippb.ClusterMemberAttrSetRequest;
import kv.api.pb.membershippb.ClusterVersionSetRequest;
import kv.transport.peer.PeerVersion;

/// The form in which members up to etcd 3.5 write into the log what they say of the cluster:
/// requests of the v2 API on two paths, either as an entry of their own or inside an
/// `InternalRaftRequest`. Read here as what later versions write instead. Keys of users of the v2
/// API have no place in kvd.
///
/// @param id of the request
/// @param method such as `PUT`
/// @param path such as `/0/version`
/// @param value what is put there
public record V2Request(long id, String method, String path, String value) {

    private static final Gson GSON = new Gson();
    private static final String VERSION = "/0/version";
    private static final String MEMBERS = "/0/members/";
    private static final String ATTRIBUTES = "/attributes";
    private static final PeerVersion KNOWS_BOTH = new PeerVersion(3, 5);
    private static final int ID = 1;
    private static final int METHOD = 2;
    private static final int PATH = 3;
    private static final int VALUE = 4;

    /// First bytes of an entry that may hold such a request: a request's id, or one inside.
    private static final byte ID_TAG = ID << 3;
    private static final byte INSIDE_TAG = METHOD << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    /// The command of an entry.
    ///
    /// @throws InvalidProtocolBufferException when it is none, or one that kvd cannot carry out
    static InternalRaftRequest command(byte[] entry) throws InvalidProtocolBufferException {
        if (entry.length == 0 || entry[0] != ID_TAG && entry[0] != INSIDE_TAG) {
            return InternalRaftRequest.parseFrom(entry);
        }
        Optional<V2Request> old = find(entry);
        return old.isPresent() ? old.get().translated() : InternalRaftRequest.parseFrom(entry);
    }

    /// What members of 3.4 write instead of a command that they do not know.
    ///
    /// @return empty for a command that they do know
    public static Optional<byte[]> instead(long id, InternalRaftRequest.Builder command) {
        if (command.hasClusterVersionSet()) {
            String version = command.getClusterVersionSet().getVer();
            return PeerVersion.parse(version).filter(lowest -> lowest.compareTo(KNOWS_BOTH) < 0)
                    .map(lowest -> new V2Request(id, "PUT", VERSION, version).encode());
        }
        if (command.hasClusterMemberAttrSet()) {
            ClusterMemberAttrSetRequest member = command.getClusterMemberAttrSet();
            JsonObject said = new JsonObject();
            said.addProperty("name", member.getMemberAttributes().getName());
            said.add("clientURLs",
                    GSON.toJsonTree(List.copyOf(member.getMemberAttributes().getClientUrlsList())));
            return Optional.of(new V2Request(id, "PUT",
                    MEMBERS + Long.toHexString(member.getMemberID()) + ATTRIBUTES,
                    GSON.toJson(said)).encode());
        }
        return Optional.empty();
    }

    private static Optional<V2Request> find(byte[] entry) throws InvalidProtocolBufferException {
        CodedInputStream in = CodedInputStream.newInstance(entry);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == INSIDE_TAG) {
                    byte[] inside = in.readByteArray();
                    boolean whole = inside.length == 0 || inside[0] != ID_TAG;
                    return Optional.of(decode(whole ? entry : inside));
                }
                in.skipField(tag);
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static V2Request decode(byte[] request) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(request);
        long id = 0;
        String method = "";
        String path = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case ID -> id = in.readUInt64();
                case METHOD -> method = in.readString();
                case PATH -> path = in.readString();
                case VALUE -> value = in.readString();
                default -> in.skipField(tag);
            }
        }
        return new V2Request(id, method, path, value);
    }

    private byte[] encode() {
        int size = CodedOutputStream.computeUInt64Size(ID, id)
                + CodedOutputStream.computeStringSize(METHOD, method)
                + CodedOutputStream.computeStringSize(PATH, path)
                + CodedOutputStream.computeStringSize(VALUE, value);
        byte[] encoded = new byte[size];
        CodedOutputStream out = CodedOutputStream.newInstance(encoded);
        try {
            out.writeUInt64(ID, id);
            out.writeString(METHOD, method);
            out.writeString(PATH, path);
            out.writeString(VALUE, value);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded;
    }

    private InternalRaftRequest translated() throws InvalidProtocolBufferException {
        InternalRaftRequest.Builder command = InternalRaftRequest.newBuilder()
                .setHeader(RequestHeader.newBuilder().setID(id));
        if (method.equals("SYNC") || method.equals("QGET")) {
            return command.setDowngradeVersionTest(
                    DowngradeVersionTestRequest.getDefaultInstance()).build();
        }
        if (method.equals("PUT") && path.equals(VERSION)) {
            return command.setClusterVersionSet(
                    ClusterVersionSetRequest.newBuilder().setVer(value)).build();
        }
        if (method.equals("PUT") && path.startsWith(MEMBERS) && path.endsWith(ATTRIBUTES)) {
            return command.setClusterMemberAttrSet(attributes()).build();
        }
        throw new InvalidProtocolBufferException("a request of the v2 API, whose keys kvd cannot"
                + " keep: " + method + " " + path);
    }

    private ClusterMemberAttrSetRequest attributes() throws InvalidProtocolBufferException {
        String member = path.substring(MEMBERS.length(), path.length() - ATTRIBUTES.length());
        try {
            JsonObject said = GSON.fromJson(value, JsonObject.class);
            Attributes.Builder attributes = Attributes.newBuilder();
            if (said.has("name")) {
                attributes.setName(said.get("name").getAsString());
            }
            if (said.has("clientURLs")) {
                said.getAsJsonArray("clientURLs")
                        .forEach(url -> attributes.addClientUrls(url.getAsString()));
            }
            return ClusterMemberAttrSetRequest.newBuilder()
                    .setMemberID(Long.parseUnsignedLong(member, 16))
                    .setMemberAttributes(attributes).build();
        } catch (JsonParseException | IllegalStateException | NumberFormatException
                | NullPointerException e) {
            throw new InvalidProtocolBufferException(
                    "attributes of a member that are none: " + path + " " + value);
        }
    }
}
