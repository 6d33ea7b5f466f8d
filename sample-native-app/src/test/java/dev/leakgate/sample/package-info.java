/** Gates the sample services as a user would. Knows nothing of how a check works. */
@NullMarked
package dev.leakgate.sample;

import org.jspecify.annotations.NullMarked;
