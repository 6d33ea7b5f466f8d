package dev.leakgate.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.units.WordSize;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ContentsTest {

    private final MadeMemory memory = new MadeMemory();

    @Test
    void requestsAreCountedAndWhatVariesIsMarked() {
        for (int i = 0; i < 4500; i++) {
            memory.object(
                    256,
                    "GET /itop?channelid=4099&n=" + i + " HTTP/1.1\r\nHost: localhost:8080\r\n\r\n",
                    0x7f00_0000_1000L,
                    i);
        }

        assertThat(templates())
                .singleElement()
                .satisfies(
                        template -> {
                            assertThat(template.text())
                                    .isEqualTo("GET /itop?channelid=4099&n=… HTTP/1.1");
                            assertThat(template.count()).isEqualTo(4500);
                            assertThat(template.meanSize()).isEqualTo(256);
                            assertThat(template.sample())
                                    .startsWith("GET /itop?channelid=4099&n=0");
                            assertThat(template.pointer()).isEmpty();
                        });
    }

    @Test
    void kindsThatDifferAreToldApartAndCounted() {
        for (int i = 0; i < 3000; i++) {
            memory.object(
                    128,
                    i % 3 == 0
                            ? "POST /orders HTTP/1.1\r\n\r\n"
                            : "GET /users/" + i + " HTTP/1.1\r\n\r\n");
        }

        assertThat(templates())
                .extracting(Template::toString)
                .containsExactly(
                        "\"GET /users/… HTTP/1.1\" in 2,000", "\"POST /orders HTTP/1.1\" in 1,000");
    }

    @Test
    void commandsOfRedisShowTheirKey() {
        for (int i = 1000; i < 3000; i++) {
            memory.object(96, "*2\r\n$3\r\nGET\r\n$9\r\nuser:" + i + "\r\n", i, 7);
        }

        assertThat(templates())
                .extracting(Template::text)
                .containsExactly("*2\\r\\n$3\\r\\nGET\\r\\n$9\\r\\nuser:…\\r\\n");
    }

    @Test
    void theLongestTextIsTheOneThatTells() {
        for (int i = 1000; i < 1100; i++) {
            memory.object(256, "user:" + i + "\0\0\0\0*2\r\n$3\r\nGET\r\n$9\r\nuser:" + i + "\r\n");
        }

        assertThat(templates())
                .extracting(Template::toString)
                .containsExactly("\"*2\\r\\n$3\\r\\nGET\\r\\n$9\\r\\nuser:…\\r\\n\" in 100");
    }

    @Test
    void aTextThatIsPointedToIsFound() {
        for (int i = 0; i < 500; i++) {
            long text = memory.text("{\"id\":" + i + ",\"name\":\"bolt\"}");
            memory.object(32, "", 3, 0, text);
        }

        assertThat(templates())
                .singleElement()
                .satisfies(
                        template -> {
                            assertThat(template.text())
                                    .isEqualTo("{\\\"id\\\":…,\\\"name\\\":\\\"bolt\\\"}");
                            assertThat(template.count()).isEqualTo(500);
                            assertThat(template.pointer()).hasValue(16);
                        });
    }

    @Test
    void recordsWithoutATextShowTheBytesThatAreTheSame() {
        for (int i = 0; i < 100; i++) {
            memory.object(48, "", 0x0102_0304_0506_0708L, i * 0x0101_0101_0101_0101L);
        }

        assertThat(templates())
                .singleElement()
                .satisfies(
                        template ->
                                assertThat(template.text())
                                        .startsWith(
                                                "08070605 04030201 ........ ........ 00000000"));
    }

    @Test
    void nothingInCommonIsNoTemplate() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            memory.object(32, "", random.nextLong(), random.nextLong(), 0, 0);
        }

        assertThat(templates()).isEmpty();
        assertThat(new Contents(memory, WordSize.BITS_64, Redaction.NONE).of(NONE, 0)).isEmpty();
    }

    @Test
    void whatIsShownHasNoSecretAndNoControlCharacter() {
        for (int i = 0; i < 50; i++) {
            memory.object(
                    128,
                    "GET /login?user=" + i + "&password=hunter2&x=\u001b[31m\u202e HTTP/1.1\r\n");
        }

        assertThat(templates())
                .singleElement()
                .satisfies(
                        template -> {
                            assertThat(template.toString() + template.sample())
                                    .doesNotContain("hunter2")
                                    .contains("password=***");
                            assertThat(template.text().chars()).allMatch(c -> c >= ' ');
                        });
    }

    private static final Supplier<ObjectCursor> NONE = new MadeMemory()::objects;

    private List<Template> templates() {
        return new Contents(memory, WordSize.BITS_64, Redaction.OF_REPORTS)
                .of(memory::objects, memory.count());
    }
}
