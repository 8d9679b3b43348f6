package kv.store.file;

/// Words for the process that holds a lock, from the pid that it left in the lock file.
final class LockHolder {

    private LockHolder() {}

    /// A pid alone may have been given to an unrelated process since, so the command is shown too.
    static String describe(String lockText) {
        if (!lockText.matches("[0-9]{1,18}")) {
            return "its pid is unknown";
        }
        long pid = Long.parseLong(lockText);
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> "pid " + pid + ", " + command)
                .orElse("pid " + pid + ", which this user cannot see");
    }
}
