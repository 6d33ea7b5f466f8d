/** Tests that what recorders write is read right. */
@NullMarked
package dev.leakgate.site;

import org.jspecify.annotations.NullMarked;
