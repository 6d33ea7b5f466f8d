package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.leakgate.junit.samples.BothWays;
import dev.leakgate.junit.samples.NeedsHelper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.testkit.engine.EngineDiscoveryResults;

class MissingClassTest {

    @Test
    void aClassThatDoesNotLinkIsPassedOverWithAWarning() throws Exception {
        Class<?> broken = Class.forName(NeedsHelper.class.getName(), false, new WithoutHelper());

        EngineDiscoveryResults results =
                Engine.here()
                        .kit()
                        .selectors(selectClass(broken), selectClass(BothWays.class))
                        .discover();

        assertThat(results.getEngineDescriptor().getChildren()).hasSize(1);
        assertThat(results.getDiscoveryIssues())
                .isNotEmpty()
                .allSatisfy(
                        issue -> {
                            assertThat(issue.severity()).isEqualTo(DiscoveryIssue.Severity.WARNING);
                            assertThat(issue.message())
                                    .contains("NeedsHelper was not searched for checks")
                                    .contains("NeedsHelper$Helper");
                        });
    }

    /** Defines the class anew and cannot find the one that it needs. */
    private static final class WithoutHelper extends ClassLoader {

        private WithoutHelper() {
            super(MissingClassTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(NeedsHelper.Helper.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            if (!name.equals(NeedsHelper.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in =
                    Objects.requireNonNull(
                            MissingClassTest.class.getClassLoader().getResourceAsStream(file))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
