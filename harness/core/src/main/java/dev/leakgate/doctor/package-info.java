/**
 * Says what this machine allows and what that costs a check, and shows that a known leak is seen
 * here. Knows nothing of any service but its own.
 */
@NullMarked
package dev.leakgate.doctor;

import org.jspecify.annotations.NullMarked;
