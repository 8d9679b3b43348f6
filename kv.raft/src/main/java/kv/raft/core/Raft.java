package kv.raft.core;

import java.util.List;
import kv.raft.model.*;

public final class Raft {
  public Raft(RaftConfig config, LogStorage storage, long applied) {}
  public void tick() { throw new UnsupportedOperationException(); }
  public void campaign() { throw new UnsupportedOperationException(); }
  public Outcome propose(List<? extends Payload> payloads) { throw new UnsupportedOperationException(); }
  public Outcome propose(Proposal proposal) { throw new UnsupportedOperationException(); }
  public void step(Message message) { throw new UnsupportedOperationException(); }
  public boolean readIndex(long context) { throw new UnsupportedOperationException(); }
  public boolean transferLeadership(long id) { throw new UnsupportedOperationException(); }
  public void resign() { throw new UnsupportedOperationException(); }
  public boolean hasReady() { throw new UnsupportedOperationException(); }
  public Ready ready() { throw new UnsupportedOperationException(); }
  public void persisted(long sequence) { throw new UnsupportedOperationException(); }
  public void applied(long index) { throw new UnsupportedOperationException(); }
  public void entriesLoaded() { throw new UnsupportedOperationException(); }
  public ConfState applyConfChange(ConfChange change) { throw new UnsupportedOperationException(); }
  public void reportUnreachable(long id) { throw new UnsupportedOperationException(); }
  public void reportSnapshot(long id, boolean arrived) { throw new UnsupportedOperationException(); }
}
