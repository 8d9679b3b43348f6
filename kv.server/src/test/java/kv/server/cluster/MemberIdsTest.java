package kv.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The ids of etcd's own defaults are known to everybody who ever started it.
class MemberIdsTest {

    @Test
    void derivesTheIdsOfADefaultEtcd() {
        long member = MemberIds.member(List.of("http://localhost:2380"), "etcd-cluster");

        assertEquals("8e9e05c52164694d", Long.toHexString(member));
        assertEquals("cdf818194e3a8c32", Long.toHexString(MemberIds.cluster(List.of(member))));
    }

    @Test
    void theOrderOfUrlsDoesNotMatter() {
        assertEquals(MemberIds.member(List.of("http://a:1", "http://b:1"), "t"),
                MemberIds.member(List.of("http://b:1", "http://a:1"), "t"));
    }
}
