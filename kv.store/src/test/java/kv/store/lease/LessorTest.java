package kv.store.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import kv.api.KvException;
import kv.store.schema.LeaseRow;
import org.junit.jupiter.api.Test;

class LessorTest {

    private final Lessor lessor = new Lessor(2);

    @Test
    void grantsAndRevocationsAreToldAndCounted() {
        List<String> told = new ArrayList<>();
        lessor.listen(new LeaseListener() {
            @Override
            public void granted(Lease lease) {
                told.add("granted " + lease.id() + " " + lessor.find(lease.id()).isPresent());
            }

            @Override
            public void revoked(Lease lease) {
                told.add("revoked " + lease.id() + " " + lessor.find(lease.id()).isPresent());
            }
        });
        lessor.grant(7, 60);
        assertThrows(KvException.class, () -> lessor.grant(7, 60));
        lessor.remove(lessor.require(7));
        assertEquals(List.of("granted 7 true", "revoked 7 false"), told);
        assertEquals(1, lessor.grantedTotal());
        assertEquals(1, lessor.revokedTotal());
    }

    @Test
    void aStoredLeaseLivesNoShorterThanTheShortest() {
        lessor.restore(new LeaseRow(7, 1, 0));
        assertEquals(2, lessor.require(7).grantedTtlSeconds());
    }
}
