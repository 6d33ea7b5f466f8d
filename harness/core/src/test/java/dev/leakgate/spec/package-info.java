/** Tests how YAML is read, and what its writers are told. */
@NullMarked
package dev.leakgate.spec;

import org.jspecify.annotations.NullMarked;
