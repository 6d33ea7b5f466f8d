/**
 * Shows a check's result as one page that opens offline, and many results as an index.
 *
 * <p>It knows {@code run.json} and nothing of how it was measured. What it shows comes from a
 * service's memory: all of it is escaped, and no script of it can run.
 */
@NullMarked
package dev.leakgate.report.html;

import org.jspecify.annotations.NullMarked;
