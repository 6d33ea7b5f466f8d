package dev.leakgate.report.html;

import dev.leakgate.report.VisibleText;
import gg.jte.TemplateOutput;

/**
 * Collects a page. All that is written passes here, so no mark that hides or reorders text gets
 * into it, whichever field it came from.
 */
final class VisibleOutput implements TemplateOutput {

    private final StringBuilder page = new StringBuilder(64 * 1024);

    @Override
    public void writeContent(String value) {
        page.append(VisibleText.of(value));
    }

    @Override
    public void writeContent(String value, int beginIndex, int endIndex) {
        page.append(VisibleText.of(value.substring(beginIndex, endIndex)));
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
