package dev.leakgate.report.html;

import dev.leakgate.report.VisibleText;
import gg.jte.TemplateOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Collects a page. All that is written passes here, so no mark that hides or reorders text gets
 * into it, whichever field it came from. Our own style and scripts, most of each page, are known
 * and not looked at again.
 */
final class VisibleOutput implements TemplateOutput {

    private final ByteArrayOutputStream page = new ByteArrayOutputStream(160 * 1024);

    @Override
    public void writeContent(String value) {
        byte[] own = Assets.encoded(value);
        page.writeBytes(own != null ? own : VisibleText.of(value).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void writeContent(String value, int beginIndex, int endIndex) {
        writeContent(value.substring(beginIndex, endIndex));
    }

    byte[] bytes() {
        return page.toByteArray();
    }
}
