package dev.leakgate.site;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads memcheck's XML, as valgrind's docs/internals/xml-output-protocol4.txt describes it. */
final class ValgrindReport {

    private static final String USING = "Using Valgrind-";
    private static final XMLInputFactory FACTORY = factory();

    private final List<AllocationSite> sites;
    private final List<Call> calls = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable String version;
    private @Nullable String function;
    private @Nullable String directory;
    private @Nullable String file;
    private @Nullable String module;
    private int line;
    private long bytes;
    private long blocks;
    private int stacks;

    private ValgrindReport(List<AllocationSite> sites) {
        this.sites = sites;
    }

    /**
     * Adds the leaks of one process; returns valgrind's version.
     *
     * @throws XMLStreamException where the report ends early; the leaks before are added
     */
    static @Nullable String read(InputStream xml, List<AllocationSite> sites)
            throws XMLStreamException {
        ValgrindReport report = new ValgrindReport(sites);
        XMLStreamReader reader = FACTORY.createXMLStreamReader(xml);
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> report.begin(reader.getLocalName());
                case XMLStreamConstants.CHARACTERS -> report.text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> report.end(reader.getLocalName());
                default -> {
                    // Comments and the like.
                }
            }
        }
        return report.version;
    }

    private void begin(String element) {
        text.setLength(0);
        switch (element) {
            case "error" -> {
                calls.clear();
                bytes = 0;
                blocks = 0;
                stacks = 0;
            }
            case "stack" -> stacks++;
            case "frame" -> {
                function = null;
                directory = null;
                file = null;
                module = null;
                line = 0;
            }
            default -> {
                // Its text is read at its end.
            }
        }
    }

    private void end(String element) {
        String value = text.toString().strip();
        switch (element) {
            case "leakedbytes" -> bytes = number(value);
            case "leakedblocks" -> blocks = number(value);
            case "fn" -> function = value;
            case "dir" -> directory = value;
            case "file" -> file = value;
            case "obj" -> module = value;
            case "line" -> line(value);
            case "frame" -> {
                if (stacks == 1) {
                    String path = directory == null || file == null ? file : directory + "/" + file;
                    calls.add(new Call(function, path, line, module));
                }
            }
            case "error" -> {
                if (blocks > 0 && !calls.isEmpty()) {
                    sites.add(
                            new AllocationSite(
                                    bytes / blocks, blocks, Call.withoutAllocator(calls)));
                }
            }
            default -> {
                // Not of interest.
            }
        }
        text.setLength(0);
    }

    /** Reads a line of source, or one of the preamble, {@code Using Valgrind-3.19.0 and LibVEX}. */
    private void line(String value) {
        if (value.startsWith(USING)) {
            version = value.substring(USING.length()).split(" ", 2)[0];
        } else {
            line = (int) Math.min(number(value), Integer.MAX_VALUE);
        }
    }

    private static long number(String digits) {
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
