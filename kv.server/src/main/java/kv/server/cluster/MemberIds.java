package kv.server.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;

/// Ids of members and clusters, derived as etcd derives them, so that every founding member
/// computes the same ones without asking.
public final class MemberIds {

    private MemberIds() {
    }

    /// Id of a founding member: the first eight bytes of the SHA-1 of its peer URLs and the
    /// cluster's token.
    ///
    /// @param peerUrls in any order
    public static long member(Collection<String> peerUrls, String token) {
        String[] sorted = peerUrls.toArray(String[]::new);
        Arrays.sort(sorted);
        return firstLong(sha1((String.join("", sorted) + token).getBytes(StandardCharsets.UTF_8)));
    }

    /// Id of the cluster: the first eight bytes of the SHA-1 of the founding members' ids,
    /// ascending as unsigned numbers.
    public static long cluster(Collection<Long> memberIds) {
        ByteBuffer ids = ByteBuffer.allocate(memberIds.size() * Long.BYTES);
        memberIds.stream().sorted(Long::compareUnsigned).forEach(ids::putLong);
        return firstLong(sha1(ids.array()));
    }

    private static long firstLong(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
