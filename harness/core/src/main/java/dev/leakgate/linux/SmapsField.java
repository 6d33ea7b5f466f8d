package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names a figure of {@code /proc/PID/smaps} or {@code smaps_rollup}, all of them in bytes once
 * read. Which of them a kernel prints depends on its version and configuration (proc_pid_smaps(5)).
 */
@SuppressWarnings("ImmutableEnumChecker") // the keys' bytes are written once
public enum SmapsField {
    SIZE("Size"),
    KERNEL_PAGE_SIZE("KernelPageSize"),
    MMU_PAGE_SIZE("MMUPageSize"),
    RSS("Rss"),
    PSS("Pss"),
    PSS_DIRTY("Pss_Dirty"),
    PSS_ANON("Pss_Anon"),
    PSS_FILE("Pss_File"),
    PSS_SHMEM("Pss_Shmem"),
    SHARED_CLEAN("Shared_Clean"),
    SHARED_DIRTY("Shared_Dirty"),
    PRIVATE_CLEAN("Private_Clean"),
    PRIVATE_DIRTY("Private_Dirty"),
    REFERENCED("Referenced"),
    ANONYMOUS("Anonymous"),
    KSM("KSM"),
    LAZY_FREE("LazyFree"),
    ANON_HUGE_PAGES("AnonHugePages"),
    SHMEM_PMD_MAPPED("ShmemPmdMapped"),
    FILE_PMD_MAPPED("FilePmdMapped"),
    SHARED_HUGETLB("Shared_Hugetlb"),
    PRIVATE_HUGETLB("Private_Hugetlb"),
    SWAP("Swap"),
    SWAP_PSS("SwapPss"),
    LOCKED("Locked");

    static final int COUNT = values().length;

    private final byte[] key;

    SmapsField(String kernelName) {
        key = (kernelName + ":").getBytes(StandardCharsets.US_ASCII);
    }

    /** Tells whether {@code text[from, to)} is this field's name and its colon. */
    boolean isKey(byte[] text, int from, int to) {
        return Arrays.equals(key, 0, key.length, text, from, to);
    }
}
