package kv.raft.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The words of one command: first its name, then plain words, then `name=value` options.
record Arguments(String command, List<String> words, Map<String, String> options) {

    static Arguments parse(String line) {
        String[] parts = line.strip().split(" +");
        List<String> words = new ArrayList<>();
        Map<String, String> options = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                options.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            } else {
                words.add(parts[i]);
            }
        }
        return new Arguments(parts[0], words, options);
    }

    boolean has(String word) {
        return words.contains(word);
    }

    long number(int position) {
        return Long.parseLong(words.get(position));
    }

    long number(int position, long otherwise) {
        return position < words.size() ? number(position) : otherwise;
    }

    List<String> wordsFrom(int position) {
        return words.subList(position, words.size());
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    long option(String name, long otherwise) {
        return options.containsKey(name) ? Long.parseLong(options.get(name)) : otherwise;
    }

    /// A list such as `1,2,3`.
    long[] numbers(String name) {
        String value = options.getOrDefault(name, "");
        if (value.isEmpty()) {
            return new long[0];
        }
        String[] parts = value.split(",");
        long[] numbers = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Long.parseLong(parts[i]);
        }
        return numbers;
    }
}
