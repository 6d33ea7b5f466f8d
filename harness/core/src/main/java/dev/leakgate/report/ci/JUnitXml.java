package dev.leakgate.report.ci;

import dev.leakgate.report.VisibleText;
import dev.leakgate.report.html.ResultRow;
import dev.leakgate.verdict.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes JUnit's XML, for builds that run no JUnit. */
final class JUnitXml {

    private JUnitXml() {}

    /** Writes a suite with a case for each check. */
    static String of(List<ResultRow> rows) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "leakgate");
            xml.writeAttribute("tests", Integer.toString(rows.size()));
            xml.writeAttribute("failures", count(rows, true));
            xml.writeAttribute("errors", count(rows, false));
            for (ResultRow row : rows) {
                testCase(xml, row);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private static void testCase(XMLStreamWriter xml, ResultRow row) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", VisibleText.of(row.testClass()));
        xml.writeAttribute("name", VisibleText.of(row.name()));
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", row.seconds()));
        if (row.verdict() != Verdict.CLEAN) {
            xml.writeStartElement(isFailure(row) ? "failure" : "error");
            xml.writeAttribute("type", row.verdict().name());
            xml.writeAttribute("message", VisibleText.of(row.headline()));
            xml.writeCharacters(VisibleText.of(row.text()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static boolean isFailure(ResultRow row) {
        return row.verdict() != Verdict.CLEAN && row.verdict() != Verdict.INCONCLUSIVE;
    }

    private static String count(List<ResultRow> rows, boolean failures) {
        return Long.toString(
                rows.stream()
                        .filter(row -> row.verdict() != Verdict.CLEAN && isFailure(row) == failures)
                        .count());
    }
}
