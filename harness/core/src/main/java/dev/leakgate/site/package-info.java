/**
 * Records where a service allocates what it does not free: has it run under heaptrack,
 * LeakSanitizer or valgrind and reads what they wrote. Knows nothing of load, verdicts and
 * findings.
 */
@NullMarked
package dev.leakgate.site;

import org.jspecify.annotations.NullMarked;
