package dev.leakgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages point to is there. */
class DocsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern SCRIPT = Pattern.compile("(?m)^\\./([a-z]+\\.sh)\\b");

    @Test
    void everyLinkOfEveryPageLeadsToAFile() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            Path folder = page.resolveSibling("");
            LINK.matcher(Files.readString(page))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
                    .filter(target -> !Files.exists(folder.resolve(target)))
                    .forEach(target -> dead.add(ROOT.relativize(page) + " -> " + target));
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyPageOfTheGuideIsInItsIndex() throws IOException {
        Path docs = ROOT.resolve("docs");
        String index = Files.readString(docs.resolve("README.md"));
        try (Stream<Path> files = Files.list(docs)) {
            List<String> pages =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                            .toList();
            assertThat(pages).isNotEmpty().allMatch(page -> index.contains("(" + page + ")"));
        }
    }

    @Test
    void everyScriptThatAPageCallsCanBeCalled() throws IOException {
        List<String> scripts = new ArrayList<>();
        for (Path page : pages()) {
            SCRIPT.matcher(Files.readString(page))
                    .results()
                    .map((MatchResult script) -> script.group(1))
                    .forEach(scripts::add);
        }
        assertThat(scripts)
                .contains("demo.sh", "test.sh")
                .allMatch(script -> Files.isExecutable(ROOT.resolve(script)));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : new Path[] {ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/adr")}) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }
}
