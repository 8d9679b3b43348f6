package kv.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.server.command.Admission;
import kv.server.command.CommandPayload;
import kv.server.command.Proposal;
import kv.server.command.ProposalRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingProposalsTest {

    private static final long DEADLINE = 100;

    private final Admission admission = new Admission(1 << 20);
    private final ProposalRegistry registry = new ProposalRegistry(admission);
    private final WaitingProposals waiting =
            new WaitingProposals(registry, startNs -> ErrorCode.TIMEOUT);
    private final List<String> outcomes = new ArrayList<>();

    private Proposal enter(long id) {
        CommandPayload payload = CommandPayload.of(InternalRaftRequest.getDefaultInstance());
        admission.admit(payload.sizeBytes());
        Proposal proposal = new Proposal(id, payload, 0, DEADLINE, Runnable::run,
                new Proposal.Waiter() {
                    @Override
                    public void applied(Object result) {
                        outcomes.add(id + ": applied");
                    }

                    @Override
                    public void refused(KvException refusal) {
                        outcomes.add(id + ": " + refusal.getMessage());
                    }
                });
        registry.add(proposal);
        return proposal;
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            waiting.tick(1, Proposal::run);
        }
    }

    @BeforeEach
    void anEntryOfTermTwoIsApplied() {
        waiting.applied(2);
        tick(9);
    }

    @Test
    void whatAnEarlierLeaderGotIsGivenUpOnceALaterOneRules() {
        enter(1).handOver(2);
        enter(2).handOver(3);
        enter(3);

        waiting.applied(3);
        tick(4);
        assertEquals(List.of(), outcomes);

        tick(1);
        assertEquals(List.of("1: etcdserver: request timed out,"
                + " possibly due to previous leader failure"), outcomes);
        assertEquals(2, registry.size());
    }

    @Test
    void moreEntriesOfOneTermGiveNothingUp() {
        enter(1).handOver(2);

        waiting.applied(2);
        tick(9);

        assertEquals(List.of(), outcomes);
    }

    @Test
    void whatNeverFoundALeaderTimesOutInOtherWords() {
        enter(1).handOver(2);
        enter(2);

        waiting.tick(DEADLINE, Proposal::run);

        outcomes.sort(String::compareTo);
        assertEquals(List.of("1: etcdserver: request timed out",
                "2: context deadline exceeded"), outcomes);
    }
}
