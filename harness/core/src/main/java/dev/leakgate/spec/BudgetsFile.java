package dev.leakgate.spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code leakgate-budgets.yaml}; {@code docs/budgets.md} says what is in one. */
public final class BudgetsFile {

    /** Name of the file that counts when a user names no other. */
    public static final String DEFAULT_NAME = "leakgate-budgets.yaml";

    private BudgetsFile() {}

    /**
     * Reads a file.
     *
     * @param name what messages call it
     * @throws SpecException when the file cannot be read or anything in it is wrong
     */
    public static BudgetSet read(Path path, String name) {
        YamlMap file = new YamlValue(name, "the file", YamlText.read(path, name)).map("budgets");
        BudgetSet all = BudgetSet.NONE;
        for (YamlValue budget :
                file.required("budgets", "budgets: [{region: heap, peak: 64 MiB}]").list()) {
            Map<String, YamlValue> values = YamlMap.entries(budget.named("a budget"));
            Map<String, String> texts = new LinkedHashMap<>();
            values.forEach((key, value) -> texts.put(key, value.text()));
            all =
                    all.and(
                            BudgetEntry.read(
                                    texts,
                                    budget.place().toString(),
                                    (key, message) -> {
                                        YamlValue value = key == null ? null : values.get(key);
                                        return (value == null ? budget : value).error(message);
                                    }));
        }
        return all;
    }
}
