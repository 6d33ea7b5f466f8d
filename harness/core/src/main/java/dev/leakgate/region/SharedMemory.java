package dev.leakgate.region;

/** Tells shared memory from files, by the names that the kernel gives to its shmem inodes. */
final class SharedMemory {

    private static final String DELETED = " (deleted)";

    private SharedMemory() {}

    /** Says whether the pages are of tmpfs without a file: they cost memory as private ones do. */
    static boolean isShmem(String name) {
        return name.startsWith("/dev/shm/")
                || name.startsWith("/memfd:")
                || name.startsWith("/SYSV")
                || name.startsWith("/dev/zero")
                || name.startsWith("/anon_hugepage");
    }

    /** Returns a name that is the same in each run: without the mark of a deleted file. */
    static String stableName(String name) {
        return name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name;
    }
}
