@NullMarked
package dev.leakgate.report.html;

import org.jspecify.annotations.NullMarked;
