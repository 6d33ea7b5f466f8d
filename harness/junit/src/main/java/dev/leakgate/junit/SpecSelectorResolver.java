package dev.leakgate.junit;

import static java.util.stream.Collectors.toCollection;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathResource;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.leakgate.spec.SpecException;
import dev.leakgate.spec.SpecFiles;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.PreconditionViolationException;
import org.junit.platform.commons.io.Resource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClasspathResourceSelector;
import org.junit.platform.engine.discovery.DirectorySelector;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.engine.discovery.FileSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.discovery.UriSelector;
import org.junit.platform.engine.support.descriptor.ClasspathResourceSource;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Makes descriptors of the spec files, and of the checks in them, that selectors name. */
final class SpecSelectorResolver implements SelectorResolver {

    private final UniqueId engineId;

    SpecSelectorResolver(UniqueId engineId) {
        this.engineId = engineId;
    }

    @Override
    public Resolution resolve(FileSelector selector, Context context) {
        return SpecFiles.isSpec(selector.getRawPath())
                ? resolveFile(selector.getPath(), selector.getPosition().orElse(null), context)
                : Resolution.unresolved();
    }

    @Override
    public Resolution resolve(DirectorySelector selector, Context context) {
        Set<DiscoverySelector> files = new LinkedHashSet<>();
        try {
            SpecFiles.in(selector.getPath()).forEach(file -> files.add(selectFile(file.toFile())));
        } catch (SpecException absent) {
            // The launcher reports a selector that nobody resolved.
            return Resolution.unresolved();
        }
        return files.isEmpty() ? Resolution.unresolved() : Resolution.selectors(files);
    }

    @Override
    public Resolution resolve(ClasspathResourceSelector selector, Context context) {
        String name = selector.getClasspathResourceName();
        if (!SpecFiles.isSpec(name)) {
            return Resolution.unresolved();
        }
        return resource(selector)
                .map(
                        resource ->
                                resolveChildren(
                                        engineId.append(SpecFileDescriptor.RESOURCE_SEGMENT, name),
                                        () -> SpecSource.in(resource),
                                        ClasspathResourceSource.from(name),
                                        selector.getPosition().orElse(null),
                                        context))
                .orElseGet(Resolution::unresolved);
    }

    @Override
    public Resolution resolve(UriSelector selector, Context context) {
        URI uri = selector.getUri();
        FilePosition position = FilePosition.fromQuery(uri.getQuery()).orElse(null);
        if ("classpath".equals(uri.getScheme())) {
            String path = String.valueOf(uri.getPath());
            return path.length() > 1
                    ? Resolution.selectors(Set.of(selectClasspathResource(path, position)))
                    : Resolution.unresolved();
        }
        if (!"file".equals(uri.getScheme())) {
            return Resolution.unresolved();
        }
        Path path;
        try {
            path = Path.of(URI.create("file://" + uri.getRawPath()));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Resolution.unresolved();
        }
        DiscoverySelector selected =
                Files.isDirectory(path)
                        ? selectDirectory(path.toFile())
                        : selectFile(path.toString(), position);
        return Resolution.selectors(Set.of(selected));
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        UniqueId.Segment last = id.getLastSegment();
        if (last.getType().equals(SpecCheckDescriptor.SEGMENT_TYPE)) {
            return context.addToParent(
                            () -> selectUniqueId(id.removeLastSegment()),
                            parent -> newCheck(parent, last.getValue()))
                    .map(Match::exact)
                    .map(Resolution::match)
                    .orElseGet(Resolution::unresolved);
        }
        if (!id.removeLastSegment().equals(engineId)) {
            return Resolution.unresolved();
        }
        return switch (last.getType()) {
            case SpecFileDescriptor.FILE_SEGMENT ->
                    resolveFile(ModuleDirectory.current().resolve(last.getValue()), null, context);
            case SpecFileDescriptor.RESOURCE_SEGMENT ->
                    // Not as a selector to follow: a parent has to be resolved at once.
                    resolve(selectClasspathResource(last.getValue()), context);
            default -> Resolution.unresolved();
        };
    }

    /** Returns selectors of all checks that a parent could have. */
    static Set<DiscoverySelector> childSelectors(UniqueId parent, List<FoundSpec> specs) {
        return specs.stream()
                .map(spec -> selectUniqueId(SpecCheckDescriptor.idOf(parent, spec)))
                .collect(toCollection(LinkedHashSet::new));
    }

    private static Optional<Resource> resource(ClasspathResourceSelector selector) {
        try {
            return selector.getResources().stream().map(Resource.class::cast).findFirst();
        } catch (PreconditionViolationException absent) {
            return Optional.empty();
        }
    }

    private Resolution resolveFile(Path path, @Nullable FilePosition position, Context context) {
        return resolveChildren(
                engineId.append(SpecFileDescriptor.FILE_SEGMENT, SpecSource.name(path)),
                () -> SpecSource.in(path),
                FileSource.from(path.toFile()),
                position,
                context);
    }

    private Resolution resolveChildren(
            UniqueId id,
            Supplier<List<FoundSpec>> reader,
            TestSource source,
            @Nullable FilePosition position,
            Context context) {
        List<FoundSpec> specs = reader.get();
        if (position != null) {
            return Resolution.selectors(childSelectors(id, at(position, specs)));
        }
        return context.addToParent(parent -> Optional.of(new SpecFileDescriptor(id, specs, source)))
                .map(file -> Match.exact(file, () -> childSelectors(id, specs)))
                .map(Resolution::match)
                .orElseGet(Resolution::unresolved);
    }

    /** Returns the check that a line belongs to: the last one that begins at it or before. */
    private static List<FoundSpec> at(FilePosition position, List<FoundSpec> specs) {
        FoundSpec nearest = specs.get(0);
        for (FoundSpec spec : specs) {
            if (spec instanceof FoundSpec.Check check && check.beginsAtOrBefore(position)) {
                nearest = spec;
            }
        }
        return List.of(nearest);
    }

    private static Optional<TestDescriptor> newCheck(TestDescriptor parent, String key) {
        return parent instanceof SpecParent specParent
                ? specParent.specs().stream()
                        .filter(spec -> spec.key().equals(key))
                        .findFirst()
                        .map(spec -> new SpecCheckDescriptor(parent, specParent, spec))
                : Optional.empty();
    }
}
