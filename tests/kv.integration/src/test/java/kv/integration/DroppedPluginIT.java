package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import kv.integration.program.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A plugin of a third party, dropped into a copy of the image. The copy also shows that an image
/// may be moved.
@Timeout(180)
class DroppedPluginIT {

    @Test
    void servesTheClientPort(@TempDir Path folder) throws Exception {
        Path image = copyOfImage(folder.resolve("elsewhere"));
        Path plugin = Files.createDirectories(image.resolve("plugins/echo"));
        Files.copy(jar(), plugin.resolve("echo.jar"));
        try (RunningServer server = RunningServer.startFrom(image, folder.resolve("data"));
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1).build()) {
            URI echo = server.clientUrl().resolve("/echo/there?answer=42");
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(echo)
                            .POST(HttpRequest.BodyPublishers.ofString("hello")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            assertEquals("POST /echo/there\nanswer=42\n\nhello", answer.body());
            assertTrue(plan(server).contains("sample-echo"), plan(server));
        }
    }

    private static String plan(RunningServer server) {
        return server.log().stream().filter(line -> line.contains("\"start-up plan\""))
                .findFirst().orElseThrow();
    }

    private static Path jar() throws IOException {
        Path target = Path.of(System.getProperty("kvd.root"), "plugins", "sample-echo", "target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .findFirst().orElseThrow();
        }
    }

    private static Path copyOfImage(Path copy) throws IOException {
        Path image = RunningServer.image();
        Files.walkFileTree(image, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes unused)
                    throws IOException {
                Files.createDirectories(copy.resolve(image.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes unused)
                    throws IOException {
                Files.copy(file, copy.resolve(image.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
        return copy;
    }
}
