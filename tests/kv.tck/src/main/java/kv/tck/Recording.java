package kv.tck;

import java.util.ArrayList;
import java.util.List;

/// What a process asked of its file system beneath one directory, in the order in which the calls
/// returned, and what it said in between.
///
/// @param steps in order
record Recording(List<Step> steps) {

    Recording() {
        this(new ArrayList<>());
    }

    /// A file, whatever its name is at a time.
    static final class Content {
    }

    /// One call that returned, or a line that was said.
    sealed interface Step {
    }

    /// A name in the directory now means this file; null: nothing.
    record Name(String name, Content file) implements Step {
    }

    /// @param offset where the bytes went
    record Write(Content file, long offset, byte[] bytes) implements Step {
    }

    /// @param size the file's new length
    record Resize(Content file, long size) implements Step {
    }

    /// What was written before step `began` is durable from here on.
    record Sync(Content file, int began) implements Step {
    }

    /// The names as of step `began` are durable from here on.
    record SyncNames(int began) implements Step {
    }

    /// A line on the standard output.
    record Said(String line) implements Step {
    }
}
