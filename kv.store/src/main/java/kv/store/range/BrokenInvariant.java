package kv.store.range;

/// The stored state contradicts itself: the index names a row that is nowhere, or a row cannot be
/// read. Nothing that this member would answer can be trusted, so the process stops.
public final class BrokenInvariant extends Error {

    private static final long serialVersionUID = 1L;

    /// @param message what contradicts what, and the safe next step
    public BrokenInvariant(String message) {
        super(message);
    }

    /// The index names a row that is nowhere.
    public static BrokenInvariant missingRow(long main, long sub) {
        return new BrokenInvariant("The index names revision " + main + "." + sub
                + " and the storage engine has no such row. Next: compare this member's HashKV"
                + " with the others', then replace its data directory.");
    }
}
