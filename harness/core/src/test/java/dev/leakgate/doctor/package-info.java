/** Tests of {@link dev.leakgate.doctor}. */
@NullMarked
package dev.leakgate.doctor;

import org.jspecify.annotations.NullMarked;
