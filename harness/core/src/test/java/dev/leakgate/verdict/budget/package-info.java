/** Tests of {@link dev.leakgate.verdict.budget}. */
@NullMarked
package dev.leakgate.verdict.budget;

import org.jspecify.annotations.NullMarked;
