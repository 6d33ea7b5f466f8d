package dev.leakgate.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Basic aHVudGVyMg==|Authorization: Basic ***",
                "authorization: Bearer abc.def.ghi|authorization: Bearer ***",
                "Proxy-Authorization: hunter2|Proxy-Authorization: ***",
                "Cookie: sid=hunter2; lang=de|Cookie: ***",
                "Set-Cookie: sid=hunter2; Path=/|Set-Cookie: ***",
                "GET /a?password=hunter2&b=c|GET /a?password=***&b=c",
                "GET /a?access_token=hunter2 HTTP/1.1|GET /a?access_token=*** HTTP/1.1",
                "{\"password\": \"hunter2\", \"a\": 1}|{\"password\": \"***\", \"a\": 1}",
                "X-Api-Key: hunter2|X-Api-Key: ***",
                "GET /itop?channelid=4099|GET /itop?channelid=4099",
            })
    void hidesWhatUsuallyIsSecret(String text, String hidden) {
        assertThat(Redaction.OF_REPORTS.of(text)).isEqualTo(hidden);
    }

    @Test
    void hidesPasswordsOfRedis() {
        assertThat(Redaction.OF_REPORTS.of("*2\r\n$4\r\nAUTH\r\n$7\r\nhunter2\r\n"))
                .isEqualTo("*2\r\n$4\r\nAUTH\r\n***");
    }

    @Test
    void hidesOnlyTheirOwnLine() {
        assertThat(Redaction.OF_REPORTS.of("Cookie: a=b\r\nHost: c\r\n"))
                .isEqualTo("Cookie: ***\r\nHost: c\r\n");
    }

    @Test
    void hidesWhatTheUserNames() {
        Redaction more = Redaction.OF_REPORTS.and("(iban=)[A-Z0-9]+").and("4[0-9]{15}");

        assertThat(more.of("iban=DE02120300000000202051 card 4111111111111111"))
                .isEqualTo("iban=*** card ***");
    }

    @Test
    void nothingIsHiddenUnlessAsked() {
        assertThat(Redaction.NONE.of("password=hunter2")).isEqualTo("password=hunter2");
    }
}
