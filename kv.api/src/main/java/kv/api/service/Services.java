package kv.api.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The services that one member offers, or that a client session reaches, by interface.
/// Immutable. A service that is not here is answered `Unimplemented` by the protocols.
public final class Services {

    private final Map<Class<?>, Object> byType;

    private Services(Map<Class<?>, Object> byType) {
        this.byType = byType;
    }

    /// No services at all.
    public static Services none() {
        return new Services(Map.of());
    }

    /// These services and one more; replaces an earlier one of the same type.
    public <S> Services with(Class<S> type, S service) {
        Map<Class<?>, Object> more = new LinkedHashMap<>(byType);
        more.put(type, type.cast(service));
        return new Services(more);
    }

    /// The service of that interface, if it is offered.
    public <S> Optional<S> find(Class<S> type) {
        return Optional.ofNullable(type.cast(byType.get(type)));
    }
}
