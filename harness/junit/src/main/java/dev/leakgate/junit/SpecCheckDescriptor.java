package dev.leakgate.junit;

import dev.leakgate.check.CheckId;
import dev.leakgate.spec.LeakCheckSpec;
import dev.leakgate.spec.SpecException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * Stands for a check of a spec file and runs it.
 *
 * <p>A file that cannot be read is one such test: it fails with the place and the right form.
 */
final class SpecCheckDescriptor extends AbstractTestDescriptor
        implements Node<LeakgateExecutionContext> {

    static final String SEGMENT_TYPE = "spec";

    private final SpecParent parent;
    private final FoundSpec found;
    private final Set<TestTag> tags;

    SpecCheckDescriptor(TestDescriptor descriptor, SpecParent parent, FoundSpec found) {
        super(idOf(descriptor.getUniqueId(), found), found.key(), found.source());
        this.parent = parent;
        this.found = found;
        Stream<TestTag> own =
                found instanceof FoundSpec.Check check
                        ? check.spec().tags().stream().filter(TestTag::isValid).map(TestTag::create)
                        : Stream.of();
        tags =
                Stream.concat(descriptor.getTags().stream(), own)
                        .collect(Collectors.toUnmodifiableSet());
    }

    static UniqueId idOf(UniqueId parent, FoundSpec found) {
        return parent.append(SEGMENT_TYPE, found.key());
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public Set<TestTag> getTags() {
        return tags;
    }

    @Override
    public SkipResult shouldBeSkipped(LeakgateExecutionContext context) {
        if (found instanceof FoundSpec.Check check) {
            String reason = check.spec().disabled();
            return reason == null ? SkipResult.doNotSkip() : SkipResult.skip(reason);
        }
        return SkipResult.doNotSkip();
    }

    @Override
    public LeakgateExecutionContext execute(
            LeakgateExecutionContext context, DynamicTestExecutor dynamicTests) throws Exception {
        if (found instanceof FoundSpec.Broken broken) {
            throw new InvalidCheckException(broken.message());
        }
        if (found instanceof FoundSpec.Check check) {
            CheckExecution execution = new CheckExecution(context, this);
            execution.requirePlatform();
            LeakCheckSpec spec = check.spec();
            try {
                execution.run(
                        id(check),
                        spec.service(),
                        new CheckSettings(
                                spec.plan(),
                                spec.budgets(),
                                spec.countBudgets(),
                                spec.spaceBudgets(),
                                spec.suppressions(context.configuration().today()),
                                spec.kept()),
                        new CheckBody.OfSpec(spec));
            } catch (SpecException e) {
                throw new InvalidCheckException(e.getMessage());
            }
        }
        return context;
    }

    private CheckId id(FoundSpec.Check check) {
        LeakCheckSpec spec = check.spec();
        return new CheckId(
                parent.carrier(),
                found.key(),
                parent.carrierName() + ": " + spec.name(),
                check.file() + ":" + spec.line() + ":" + spec.column());
    }
}
