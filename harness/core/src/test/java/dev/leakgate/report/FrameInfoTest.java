package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.report.FindingInfo.FrameInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameInfoTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main | main",
                "take(int) | take",
                "http::Loop::serve(unsigned long) const | http::Loop::serve",
                "void f<int>(void (*)(int)) | void f<int>",
                "operator() | operator()",
                "operator()(int) | operator()",
                "(anonymous namespace)::g(int) | (anonymous namespace)::g",
                "a) | a)"
            })
    void leavesOutTheParameters(String function, String name) {
        assertThat(new FrameInfo(function, null, null, null).shortName()).isEqualTo(name);
    }

    @Test
    void looksFirstAtTheInnermostLineOfTheProgram() {
        FrameInfo bare = new FrameInfo("take(int)", null, null, "/bin/gateway");
        FrameInfo known = new FrameInfo("serve()", "/src/a.cpp", 9, "/bin/gateway");
        FrameInfo libc = new FrameInfo("__libc_start_call_main", "../csu/start.h", 58, "libc.so");

        assertThat(RunDocuments.finding().withSite(List.of(bare, known, libc)).firstLook())
                .isEqualTo(known);
        assertThat(RunDocuments.finding().withSite(List.of(bare, libc)).firstLook())
                .isEqualTo(bare);
        assertThat(RunDocuments.finding().withSite(List.of()).firstLook()).isNull();
    }

    @Test
    void placesWhatIsKnown() {
        assertThat(new FrameInfo(null, "/src/a.cpp", 9, "/bin/a").place()).isEqualTo("a.cpp:9");
        assertThat(new FrameInfo(null, "/src/a.cpp", null, null).place()).isEqualTo("a.cpp");
        assertThat(new FrameInfo(null, null, null, "/bin/a").place()).isEqualTo("a");
        assertThat(new FrameInfo(null, null, null, null).shortName()).isEqualTo("??");
    }
}
