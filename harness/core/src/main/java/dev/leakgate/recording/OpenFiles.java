package dev.leakgate.recording;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names the files that a service opens and does not close. */
public final class OpenFiles {

    /** The series of descriptors that stand for files. */
    public static final CountKey KEY = new CountKey(Count.DESCRIPTORS, DescriptorKinds.FILES);

    private OpenFiles() {}

    /**
     * Returns the name that more than half of the files that came on share, or else the directory,
     * as {@code /var/spool/*}; empty when there are no more files than before.
     */
    public static Optional<String> mostlyNew(
            Map<String, Integer> first, Map<String, Integer> last) {
        Map<String, Integer> byName = new HashMap<>();
        Map<String, Integer> byDirectory = new HashMap<>();
        int all = 0;
        for (Map.Entry<String, Integer> entry : last.entrySet()) {
            int more = entry.getValue() - first.getOrDefault(entry.getKey(), 0);
            if (more > 0) {
                all += more;
                byName.put(entry.getKey(), more);
                byDirectory.merge(directory(entry.getKey()), more, Integer::sum);
            }
        }
        int half = all / 2;
        return most(byName, half).or(() -> most(byDirectory, half));
    }

    private static Optional<String> most(Map<String, Integer> counts, int moreThan) {
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .filter(entry -> entry.getValue() > moreThan)
                .map(Map.Entry::getKey);
    }

    private static String directory(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1) + "*";
    }
}
