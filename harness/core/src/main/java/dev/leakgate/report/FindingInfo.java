package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains one leak: what grew, what is in it, who still holds it and where it was allocated.
 *
 * @param fingerprint names the leak from run to run; no address is in it
 * @param region where its chunks lie, {@code "arenas of handler"}
 * @param threads names of the threads that allocate there, one for each
 * @param reachability {@code "unreachable"}, {@code "reachable"} or {@code "weak"}
 * @param type of the objects, demangled; null when nothing tells it
 * @param candidates structures that they may be, by their size and pointers, the likeliest first;
 *     empty when the type is known or no debug information is there
 * @param chunkSize bytes of one chunk as malloc counts it; null when they differ
 * @param chunks how many are in use in all, those of the warm-up too
 * @param bytes of these chunks
 * @param grown how many came in the measured rounds
 * @param perRequest grown chunks per request
 * @param holder who keeps the objects alive, from the root to the object; empty when nothing does
 * @param content what the objects hold; null when nothing repeats in them
 * @param site the calls that allocated them, innermost first; empty when no tool recorded them
 * @param advice what to do about it, in one sentence
 * @param processes of how many processes the chunks were counted; null when it is one
 * @param suppressed why it is known, so that it fails no check; null when it is not
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FindingInfo(
        @Nullable String fingerprint,
        @Nullable String region,
        List<String> threads,
        @Nullable String reachability,
        @Nullable String type,
        List<String> candidates,
        @Nullable Long chunkSize,
        @Nullable Long chunks,
        @Nullable Long bytes,
        @Nullable Long grown,
        @Nullable Double perRequest,
        List<HolderInfo> holder,
        @Nullable ContentInfo content,
        List<FrameInfo> site,
        @Nullable String advice,
        @Nullable Integer processes,
        @Nullable String suppressed) {

    /* Of the C library: what calls main(), and what begins a thread. */
    private static final Set<String> BEGINS =
            Set.of(
                    "_start",
                    "__libc_start_main",
                    "__libc_start_main_impl",
                    "__libc_start_call_main",
                    "start_thread",
                    "clone",
                    "clone3",
                    "__clone3");

    /** Explains a leak of one process that is not known. */
    public FindingInfo(
            @Nullable String fingerprint,
            @Nullable String region,
            List<String> threads,
            @Nullable String reachability,
            @Nullable String type,
            List<String> candidates,
            @Nullable Long chunkSize,
            @Nullable Long chunks,
            @Nullable Long bytes,
            @Nullable Long grown,
            @Nullable Double perRequest,
            List<HolderInfo> holder,
            @Nullable ContentInfo content,
            List<FrameInfo> site,
            @Nullable String advice) {
        this(
                fingerprint,
                region,
                threads,
                reachability,
                type,
                candidates,
                chunkSize,
                chunks,
                bytes,
                grown,
                perRequest,
                holder,
                content,
                site,
                advice,
                null,
                null);
    }

    /** Makes the lists unmodifiable. */
    public FindingInfo {
        threads = Lists.copy(threads);
        candidates = Lists.copy(candidates);
        holder = Lists.copy(holder);
        site = Lists.copy(site);
    }

    /**
     * Returns the call where a developer looks first: the innermost whose line is known, else the
     * innermost. Where every program begins says nothing. Null without a site.
     */
    public @Nullable FrameInfo firstLook() {
        return site.stream()
                .filter(frame -> frame.line() != null)
                .filter(frame -> frame.function() == null || !BEGINS.contains(frame.function()))
                .findFirst()
                .orElse(site.isEmpty() ? null : site.get(0));
    }

    /** Names the threads, those of one name together: {@code "handler ×6"}. */
    public String threadNames() {
        return counted(threads);
    }

    /** Names each name once, with how many there are of it. */
    public static String counted(List<String> names) {
        return names.stream()
                .collect(
                        Collectors.groupingBy(
                                name -> name, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(
                        named ->
                                named.getValue() == 1
                                        ? named.getKey()
                                        : named.getKey() + " ×" + named.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns the same finding with the calls that allocated its objects. */
    public FindingInfo withSite(List<FrameInfo> frames) {
        return new FindingInfo(
                fingerprint,
                region,
                threads,
                reachability,
                type,
                candidates,
                chunkSize,
                chunks,
                bytes,
                grown,
                perRequest,
                holder,
                content,
                frames,
                advice,
                processes,
                suppressed);
    }

    /**
     * Names one step on the way from a root to the object.
     *
     * @param place where a root lies, {@code "gateway .bss +0x40"}, {@code "stack of handler"};
     *     null within the heap
     * @param symbol of a global, {@code "g_sessions"}; null when it is none or has none
     * @param type of the object; null when nothing tells it
     * @param offset bytes from its begin to the pointer that leads on; null for the last
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record HolderInfo(
            @Nullable String place,
            @Nullable String symbol,
            @Nullable String type,
            @Nullable Long offset) {}

    /**
     * Tells what the objects hold.
     *
     * @param template what they share, {@code "GET /itop?channelid=…"}: an ellipsis stands for each
     *     part that varies
     * @param count how many hold it
     * @param sample the bytes of one of them as text, shortened; what does not print is escaped
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ContentInfo(String template, @Nullable Long count, @Nullable String sample) {}

    /**
     * Names one call.
     *
     * @param function demangled; null when the binary has no symbol for it
     * @param file the source as the compiler was given it; null without debug information
     * @param line in that file, from 1
     * @param module the binary, when there is no source
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record FrameInfo(
            @Nullable String function,
            @Nullable String file,
            @Nullable Integer line,
            @Nullable String module) {

        /** Returns the function without its parameters, {@code ??} when it has no name. */
        public String shortName() {
            if (function == null) {
                return "??";
            }
            int end = function.lastIndexOf(')');
            int depth = 0;
            for (int i = end; i > 0; i--) {
                char sign = function.charAt(i);
                depth += sign == ')' ? 1 : sign == '(' ? -1 : 0;
                if (depth == 0 && sign == '(') {
                    boolean operator = function.startsWith("operator", i - "operator".length());
                    return operator ? function : function.substring(0, i);
                }
            }
            return function;
        }

        /** Returns where it is, {@code service.cpp:41}; the binary where no source is known. */
        public String place() {
            String path = file == null ? module : file;
            if (path == null) {
                return "";
            }
            String name = path.substring(path.lastIndexOf('/') + 1);
            return line == null ? name : name + ":" + line;
        }
    }
}
