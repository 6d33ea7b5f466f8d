package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Says which allocator the processes of a role have.
 *
 * @param process the role; null when the service is one process
 * @param name {@code "glibc malloc"}, {@code "jemalloc"}
 * @param counted whether what it handed out was counted; else footprints were judged
 * @param reason why it was not counted
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AllocatorInfo(
        @Nullable String process, String name, boolean counted, @Nullable String reason) {}
