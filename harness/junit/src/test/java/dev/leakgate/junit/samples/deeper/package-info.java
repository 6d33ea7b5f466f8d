/** A package below, so that a scan of packages has two. */
@NullMarked
package dev.leakgate.junit.samples.deeper;

import org.jspecify.annotations.NullMarked;
