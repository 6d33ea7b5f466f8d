package dev.leakgate.maven;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.TagFilter;

/**
 * Decides by tags, with JUnit's own expressions.
 *
 * @param groups expressions of which one must hold; empty for any test
 * @param excludedGroups expressions of which none may hold
 */
record TagExpressions(List<String> groups, List<String> excludedGroups) {

    static final TagExpressions ALL = new TagExpressions(List.of(), List.of());

    /**
     * Reads the parameters {@code groups} and {@code excludedGroups}.
     *
     * @throws org.junit.platform.commons.JUnitException when an expression cannot be read
     */
    static TagExpressions of(@Nullable String groups, @Nullable String excludedGroups) {
        TagExpressions expressions = new TagExpressions(split(groups), split(excludedGroups));
        expressions.select(Set.of());
        return expressions;
    }

    boolean select(Set<String> tags) {
        Tagged tagged = new Tagged(tags);
        return (groups.isEmpty() || TagFilter.includeTags(groups).apply(tagged).included())
                && (excludedGroups.isEmpty()
                        || TagFilter.excludeTags(excludedGroups).apply(tagged).included());
    }

    private static List<String> split(@Nullable String expressions) {
        return expressions == null
                ? List.of()
                : Arrays.stream(expressions.split(",", -1))
                        .map(String::strip)
                        .filter(expression -> !expression.isEmpty())
                        .toList();
    }

    /** Carries tags to the filter, which takes nothing else. */
    private static final class Tagged extends AbstractTestDescriptor {

        private final Set<TestTag> tags;

        Tagged(Set<String> tags) {
            super(UniqueId.forEngine("leakgate"), "check");
            this.tags =
                    tags.stream()
                            .filter(TestTag::isValid)
                            .map(TestTag::create)
                            .collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public Set<TestTag> getTags() {
            return tags;
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }
}
