package dev.leakgate.maven;

import dev.leakgate.watch.ServiceWatcher;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds the services that one module of one build watches, from {@code start} to {@code stop}. It
 * lives in the session and not in a static field: a daemon runs many builds.
 */
final class Watchers {

    private static final String KEY = "dev.leakgate.watchers";

    private final Map<String, ServiceWatcher> running = new LinkedHashMap<>();

    private Watchers() {}

    /** Returns those of a module; the context is Maven's, of the module and this plugin. */
    static Watchers of(Map<Object, Object> pluginContext) {
        return (Watchers) pluginContext.computeIfAbsent(KEY, key -> new Watchers());
    }

    synchronized boolean has(String name) {
        return running.containsKey(name);
    }

    synchronized void add(ServiceWatcher watcher) {
        running.put(watcher.name(), watcher);
    }

    /** Returns those that run, by name, in the order in which they began. */
    synchronized Map<String, ServiceWatcher> running() {
        return new LinkedHashMap<>(running);
    }

    synchronized void remove(ServiceWatcher watcher) {
        running.remove(watcher.name());
    }

    /** Stops all without a verdict. */
    synchronized void closeAll() {
        running.values().forEach(ServiceWatcher::close);
        running.clear();
    }
}
