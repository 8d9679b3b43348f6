/// Eclipse Collections: the parallel part.
module eclipse.collections.forkjoin {
    requires transitive org.eclipse.collections.api;
    requires transitive org.eclipse.collections.impl;

    exports org.eclipse.collections.impl.forkjoin;
}
