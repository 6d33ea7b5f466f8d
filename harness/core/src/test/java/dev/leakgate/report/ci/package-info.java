@NullMarked
package dev.leakgate.report.ci;

import org.jspecify.annotations.NullMarked;
