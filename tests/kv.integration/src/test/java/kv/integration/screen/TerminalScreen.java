package kv.integration.screen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kv.integration.program.OutsideProgram;

/// A program on a terminal of tmux: types keys and reads the screen.
public final class TerminalScreen implements AutoCloseable {

    private static final int LIMIT_S = 60;
    private static final int POLL_MS = 100;
    private static final int TURNS_PER_QUESTION = 40;

    private final String tmux;
    private final String socket;

    private TerminalScreen(String tmux, String socket) {
        this.tmux = tmux;
        this.socket = socket;
    }

    /// Starts `command`, words as a shell takes them, on a terminal of its own.
    ///
    /// @param home stands for the user's home directory; the terminal's socket is there, too
    public static TerminalScreen start(Path home, String command) throws IOException {
        String tmux = OutsideProgram.require("tmux", "tmux").toString();
        var screen = new TerminalScreen(tmux, home.resolve("tmux").toString());
        screen.tmux("new-session", "-d", "-x", "100", "-y", "45", "env HOME=" + home + " " + command
                + "; echo left with code $?; cat");
        return screen;
    }

    /// Types keys, under tmux' names for those that are no letters.
    public void type(String... keys) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("send-keys", "--"));
        arguments.addAll(List.of(keys));
        tmux(arguments.toArray(String[]::new));
    }

    /// What is on the screen, without the empty lines below.
    public String text() throws IOException {
        return tmux("capture-pane", "-p").stripTrailing();
    }

    /// Waits until the screen ends with `text`, blanks aside.
    public void awaitEnd(String text) throws IOException {
        for (int turn = 0; turn < LIMIT_S * 1000 / POLL_MS; turn++) {
            if (text().endsWith(text)) {
                return;
            }
            pause();
        }
        throw new AssertionError("no \"" + text + "\" at the end of\n" + text());
    }

    /// Asks for completion until the screen ends with `text`: who types waits for a server a tenth
    /// of a second at most, and asks again.
    public void complete(String text) throws IOException {
        for (int turn = 0; turn < LIMIT_S * 1000 / POLL_MS; turn++) {
            if (turn % TURNS_PER_QUESTION == 0) {
                type("Tab");
            }
            pause();
            if (text().endsWith(text)) {
                return;
            }
        }
        throw new AssertionError("not completed to \"" + text + "\":\n" + text());
    }

    /// Waits until `text` is somewhere on the screen.
    public void await(String text) throws IOException {
        for (int turn = 0; turn < LIMIT_S * 1000 / POLL_MS; turn++) {
            if (text().contains(text)) {
                return;
            }
            pause();
        }
        throw new AssertionError("no \"" + text + "\" on\n" + text());
    }

    private static void pause() throws IOException {
        try {
            new CountDownLatch(1).await(POLL_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private String tmux(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(tmux, "-u", "-S", socket, "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        tmux("kill-server");
    }
}
