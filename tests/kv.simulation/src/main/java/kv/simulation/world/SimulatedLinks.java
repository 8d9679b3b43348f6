package kv.simulation.world;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import kv.api.pb.raftpb.Message;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerLinks;
import kv.transport.peer.SnapshotSource;

/// One member's links over the [SimulatedNetwork], for one of its lives.
final class SimulatedLinks implements PeerLinks {

    private final SimulatedNetwork network;
    private final int machine;
    private final PeerEvents events;
    private final long offsetNs;
    private final Map<Long, Integer> machines = new TreeMap<>();

    SimulatedLinks(SimulatedNetwork network, int machine, PeerEvents events, long offsetNs) {
        this.network = network;
        this.machine = machine;
        this.events = events;
        this.offsetNs = offsetNs;
    }

    int machine() {
        return machine;
    }

    PeerEvents events() {
        return events;
    }

    /// A member that this one has yet to learn about is answered where it came from.
    void introduce(long id, int other) {
        machines.putIfAbsent(id, other);
    }

    @Override
    public void send(List<Message> messages) {
        for (Message message : messages) {
            Integer to = machines.get(message.getTo());
            if (to != null) {
                network.transmit(this, to, message);
            }
        }
    }

    @Override
    public void sendSnapshot(SnapshotSource snapshot) {
        Integer to = machines.get(snapshot.header().getTo());
        if (to == null) {
            snapshot.end(false, "a stranger");
        } else {
            new SnapshotTravel(network, this, to, snapshot).begin();
        }
    }

    @Override
    public void connect(long id, List<URI> urls) {
        int other = network.target(urls.getFirst());
        if (other != machine) {
            machines.put(id, other);
        }
    }

    @Override
    public void disconnect(long id) {
        machines.remove(id);
    }

    @Override
    public long activeSinceNs(long id) {
        Integer other = machines.get(id);
        return other == null || !network.connected(machine, other)
                ? NEVER : offsetNs + network.changedNs(machine, other);
    }

    @Override
    public int active() {
        return (int) machines.values().stream()
                .filter(other -> network.connected(machine, other)).count();
    }

    @Override
    public OptionalDouble roundTripSeconds(long id) {
        return OptionalDouble.empty();
    }

    @Override
    public void close() {
        machines.clear();
    }
}
