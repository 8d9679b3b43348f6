package kv.transport.peer.link;

import java.net.URI;
import java.util.List;

/// Which of a peer's URLs to use: one until it fails, then the next. Any thread.
final class UrlPicker {

    private List<URI> urls;
    private int picked;

    UrlPicker(List<URI> urls) {
        this.urls = List.copyOf(urls);
    }

    /// Replaces the URLs.
    synchronized void update(List<URI> others) {
        if (!urls.equals(others)) {
            urls = List.copyOf(others);
            picked = 0;
        }
    }

    /// The URL to use.
    synchronized URI pick() {
        return urls.get(picked);
    }

    /// This URL has failed; the next is used if it is still the one.
    synchronized void unreachable(URI url) {
        if (urls.get(picked).equals(url)) {
            picked = (picked + 1) % urls.size();
        }
    }
}
