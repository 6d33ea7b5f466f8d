/** Tests how a check is run and what it concludes. */
@NullMarked
package dev.leakgate.check;

import org.jspecify.annotations.NullMarked;
