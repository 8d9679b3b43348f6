package kv.admin;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A file of the page. Read one by one, since a linked image has no directories to look into.
enum Asset {
    /// The page.
    PAGE("/", "index.html", "text/html; charset=utf-8"),
    /// Its looks.
    STYLE("/console.css", "console.css", "text/css; charset=utf-8"),
    /// What keeps it live.
    SCRIPT("/console.js", "console.js", "text/javascript; charset=utf-8"),
    /// The mark in the browser's tab.
    ICON("/icon.svg", "icon.svg", "image/svg+xml");

    private final String path;
    private final String contentType;
    private final byte[] content;

    Asset(String path, String resource, String contentType) {
        this.path = path;
        this.contentType = contentType;
        this.content = read(resource);
    }

    private static byte[] read(String resource) {
        try (InputStream in = Asset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the console lacks its file " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String path() {
        return path;
    }

    /// A browser asks again each time and is told that nothing has changed.
    void serve(Context context) {
        context.header("Cache-Control", "no-cache");
        context.contentType(contentType).result(content);
    }
}
