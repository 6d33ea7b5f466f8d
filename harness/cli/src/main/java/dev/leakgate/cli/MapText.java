package dev.leakgate.cli;

import dev.leakgate.cli.MapView.Row;
import dev.leakgate.region.RegionUse;
import dev.leakgate.units.ByteSize;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints a map for people: a line for each mapping or region, and the sum. */
final class MapText {

    private final PrintWriter out;
    private final MapView view;

    private MapText(PrintWriter out, MapView view) {
        this.out = out;
        this.view = view;
    }

    static void print(
            PrintWriter out, MapView view, @Nullable MapOrder order, boolean regionsOnly) {
        MapText text = new MapText(out, view);
        out.printf(
                Locale.ROOT,
                "%s, %s, %,d thread%s%n",
                view.title(),
                view.command(),
                view.threads(),
                view.threads() == 1 ? "" : "s");
        if (regionsOnly) {
            text.regions(order == null ? MapOrder.FOOTPRINT : order);
        } else {
            text.mappings(order == null ? MapOrder.ADDRESS : order);
        }
        view.losses().forEach(loss -> out.println("not whole: " + loss));
    }

    private void mappings(MapOrder order) {
        String addresses = "%-" + (2 * digits() + 1) + "s";
        out.printf(addresses, "address");
        sizes("size", "rss", "footprint");
        out.println("  mode   thread  region");
        view.mappings().stream()
                .sorted(order.rows())
                .forEach(
                        row -> {
                            out.printf(addresses, addresses(row));
                            sizes(row.use());
                            out.printf(
                                    "  %s  %7s  %s%n",
                                    row.mode(), row.thread() == 0 ? "" : row.thread(), where(row));
                        });
        out.printf(addresses, "total");
        sizes(view.total());
        out.printf(Locale.ROOT, "  %,d mappings%n", view.mappings().size());
    }

    private void regions(MapOrder order) {
        sizes("size", "rss", "footprint");
        out.println("  mappings  region");
        view.regions().entrySet().stream()
                .sorted(order.regions())
                .forEach(
                        region -> {
                            sizes(region.getValue());
                            out.printf(
                                    Locale.ROOT,
                                    "  %,8d  %s%n",
                                    region.getValue().mappings(),
                                    region.getKey());
                        });
        sizes(view.total());
        out.printf(Locale.ROOT, "  %,8d  all%n", view.total().mappings());
    }

    private void sizes(RegionUse use) {
        sizes(size(use.reserved()), size(use.rss()), size(use.footprint()));
    }

    /** A core does not tell what was resident; it has what it holds. */
    private void sizes(String size, String rss, String footprint) {
        if (view.frozen()) {
            out.printf("%11s%11s", size, rss.equals("rss") ? "in core" : rss);
        } else {
            out.printf("%11s%11s%11s", size, rss, footprint);
        }
    }

    private static String size(long bytes) {
        return bytes == 0 ? "0" : ByteSize.ofBytes(bytes).toString();
    }

    private String addresses(Row row) {
        String number = "%0" + digits() + "x";
        return String.format(number + "-" + number, row.start(), row.end());
    }

    private int digits() {
        long highest =
                view.mappings().stream()
                        .mapToLong(Row::end)
                        .reduce(0, (a, b) -> Long.compareUnsigned(a, b) > 0 ? a : b);
        return Long.compareUnsigned(highest, 0xffffffffL) <= 0
                ? 8
                : Long.compareUnsigned(highest, 0xffff_ffff_ffffL) <= 0 ? 12 : 16;
    }

    /** The region, and the mapping's own name where the region does not tell it. */
    private static String where(Row row) {
        String region = row.region().toString();
        boolean told =
                row.name().isEmpty()
                        || row.name().equals(row.region().name())
                        || row.name().startsWith("[");
        return told ? region : region + "  " + row.name().replace("\n", "\\012");
    }
}
