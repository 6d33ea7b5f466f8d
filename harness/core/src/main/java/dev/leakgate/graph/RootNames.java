package dev.leakgate.graph;

import dev.leakgate.elf.SymbolTable;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageModule;
import dev.leakgate.image.ImageSymbols;
import dev.leakgate.image.ImageThread;
import dev.leakgate.mangling.Demangler;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names roots as a programmer would: by the global, the thread, the register. */
public final class RootNames {

    private final Image image;
    private final ImageSymbols symbols;

    /** Names the roots of an image. */
    public RootNames(Image image) {
        this.image = image;
        symbols = new ImageSymbols(image);
    }

    /**
     * Returns the symbol of a global, {@code g_sessions+0x8}; empty where none is known, and of
     * roots that are not a module's data.
     */
    public Optional<String> symbol(Holder holder) {
        return holder.kind() == RootKind.MODULE_DATA
                ? symbols.at(holder.place()).map(named -> text(named.symbol()))
                : Optional.empty();
    }

    private static String text(SymbolTable.Symbol symbol) {
        String name = Demangler.symbol(symbol.name());
        return symbol.offset() == 0 ? name : name + "+0x" + Long.toHexString(symbol.offset());
    }

    /** Returns where a root is: {@code gateway +0x40a8}, {@code stack of handler}. */
    public String place(Holder holder) {
        RootRange range = holder.range();
        RootWord word = holder.word();
        if (range == null) {
            return word == null ? "" : word.name() + of(word.thread());
        }
        return switch (range.kind()) {
            case MODULE_DATA -> placeInModule(holder.place());
            case STACK -> "stack" + of(range.thread());
            case THREAD_LOCAL -> "thread-local storage" + of(range.thread());
            case UNWALKED -> String.format("broken heap at 0x%x", holder.place());
            default ->
                    range.thread() != null
                            ? "thread-local storage" + of(range.thread())
                            : String.format(
                                    "%s at 0x%x",
                                    range.name().isEmpty() ? "anonymous memory" : range.name(),
                                    holder.place());
        };
    }

    private static String of(@Nullable ImageThread thread) {
        if (thread == null) {
            return "";
        }
        return " of " + (thread.name().isEmpty() ? "thread " + thread.tid() : thread.name());
    }

    /** Returns the path of the file whose data the root is; empty of any other root. */
    public Optional<String> module(Holder holder) {
        return holder.kind() == RootKind.MODULE_DATA
                ? moduleBelow(holder.place()).map(ImageModule::path)
                : Optional.empty();
    }

    private String placeInModule(long place) {
        return moduleBelow(place)
                .map(
                        module ->
                                String.format(
                                        "%s +0x%x",
                                        module.path().substring(module.path().lastIndexOf('/') + 1),
                                        place - module.base()))
                .orElseGet(() -> String.format("data at 0x%x", place));
    }

    /** The last module that begins below: its .bss lies behind what the file has. */
    private Optional<ImageModule> moduleBelow(long place) {
        return image.modules().stream()
                .filter(module -> module.base() <= place)
                .max(Comparator.comparingLong(ImageModule::base));
    }
}
