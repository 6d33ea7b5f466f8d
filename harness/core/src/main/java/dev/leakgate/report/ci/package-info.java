/**
 * Writes many results where teams look: an index of pages, SARIF, GitLab's code quality, JUnit's
 * XML, and the summary and annotations of a GitHub job. Files and lines only, no calls to anyone.
 */
@NullMarked
package dev.leakgate.report.ci;

import org.jspecify.annotations.NullMarked;
