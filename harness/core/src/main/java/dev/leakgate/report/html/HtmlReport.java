package dev.leakgate.report.html;

import dev.leakgate.report.PrivateFile;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.TextReport;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a check's result as one page that opens offline. */
public final class HtmlReport {

    private static final TemplateEngine ENGINE = engine();

    private HtmlReport() {}

    /**
     * Writes the page beside {@code run.json}, readable by its owner alone: what a service's memory
     * held stands in it.
     *
     * @param folder of the check
     * @throws IOException when the folder cannot be written
     */
    public static void write(Path folder, RunDocument run) throws IOException {
        PrivateFile.write(
                folder.resolve(TextReport.PAGE), bytes("report.jte", ReportPage.of(run, folder)));
    }

    /** Returns the page. */
    static String render(RunDocument run, Path folder) {
        return render("report.jte", ReportPage.of(run, folder));
    }

    /**
     * Fills a page.
     *
     * @param template its name
     * @param page what it shows; escaped
     */
    static String render(String template, Object page) {
        return new String(bytes(template, page), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String template, Object page) {
        VisibleOutput output = new VisibleOutput();
        ENGINE.render(template, page, output);
        return output.bytes();
    }

    /**
     * jte 3.2 takes precompiled templates from the loader of the thread that makes the engine,
     * whatever it is given: within Maven that may be one that knows nothing of us.
     */
    private static TemplateEngine engine() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(HtmlReport.class.getClassLoader());
        try {
            return TemplateEngine.createPrecompiled(
                    null,
                    ContentType.Html,
                    HtmlReport.class.getClassLoader(),
                    HtmlReport.class.getPackageName());
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
