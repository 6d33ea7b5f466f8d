/** Classes whose checks fail, each for one reason. */
@NullMarked
package dev.leakgate.junit.faulty;

import org.jspecify.annotations.NullMarked;
