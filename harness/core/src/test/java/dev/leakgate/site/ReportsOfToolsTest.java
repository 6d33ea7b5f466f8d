package dev.leakgate.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class ReportsOfToolsTest {

    private final List<AllocationSite> sites = new ArrayList<>();

    @Test
    void readsLeakSanitizer() {
        LsanReport.read(
                """

                =================================================================
                ==21248==ERROR: LeakSanitizer: detected memory leaks

                Direct leak of 74400 byte(s) in 50 object(s) allocated from:
                    #0 0x7fd9 in operator new(unsigned long) ../../src/lsan_interceptors.cpp:248
                    #1 0x5570 in take(http::Request const&, int) /src/my service.cpp:8
                    #2 0x5571 in _start (/usr/bin/gateway+0x4310) (BuildId: 12ab)
                    #3 0x5572  (/usr/bin/gateway+0x4311)

                Indirect leak of 10 byte(s) in 1 object(s) allocated from:
                    #0 0x7fd9 in malloc ../../src/lsan_interceptors.cpp:75
                    #1 0x5570 in copy /src/copy.c:3:12

                SUMMARY: LeakSanitizer: 74410 byte(s) leaked in 51 allocation(s).
                """,
                sites);

        assertThat(sites).hasSize(2);
        assertThat(sites.get(0).size()).isEqualTo(1488);
        assertThat(sites.get(0).count()).isEqualTo(50);
        assertThat(sites.get(0).calls()).extracting(Call::line).containsExactly(8, 0, 0);
        assertThat(sites.get(0).calls().get(1))
                .isEqualTo(new Call("_start", null, 0, "/usr/bin/gateway"));
        assertThat(sites.get(0).calls().get(2))
                .isEqualTo(new Call(null, null, 0, "/usr/bin/gateway"));
        assertThat(sites.get(1).calls()).containsExactly(new Call("copy", "/src/copy.c", 3, null));
    }

    @Test
    void readsValgrind() throws XMLStreamException {
        String version = valgrind(VALGRIND);

        assertThat(version).isEqualTo("3.19.0");
        assertThat(sites)
                .containsExactly(
                        new AllocationSite(
                                16,
                                3,
                                List.of(new Call("take(int)", "/src/a.cpp", 9, "/usr/bin/a"))));
    }

    @Test
    void keepsWhatAProcessWroteThatWasKilled() {
        String half = VALGRIND.substring(0, VALGRIND.indexOf("</valgrindoutput>"));

        assertThatThrownBy(() -> valgrind(half)).isInstanceOf(XMLStreamException.class);
        assertThat(sites).hasSize(1);
    }

    @Test
    void readsNoEntitiesOfOthers() {
        String hostile =
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><valgrindoutput>&b;"
                        + "</valgrindoutput>";

        assertThatThrownBy(() -> valgrind(hostile)).isInstanceOf(XMLStreamException.class);
    }

    private static final String VALGRIND =
            """
            <?xml version="1.0"?>
            <valgrindoutput>
            <preamble><line>Using Valgrind-3.19.0 and LibVEX; rerun with -h</line></preamble>
            <error>
              <kind>Leak_DefinitelyLost</kind>
              <xwhat><leakedbytes>48</leakedbytes><leakedblocks>3</leakedblocks></xwhat>
              <stack>
                <frame><fn>malloc</fn><obj>/usr/libexec/valgrind/vgpreload.so</obj></frame>
                <frame><obj>/usr/bin/a</obj><fn>take(int)</fn><dir>/src</dir><file>a.cpp</file>
                  <line>9</line></frame>
              </stack>
            </error>
            <error><kind>UninitCondition</kind><stack><frame><fn>x</fn></frame></stack></error>
            </valgrindoutput>
            """;

    private @org.jspecify.annotations.Nullable String valgrind(String xml)
            throws XMLStreamException {
        return ValgrindReport.read(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), sites);
    }
}
