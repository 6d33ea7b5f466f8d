package dev.leakgate.sample;

import dev.leakgate.service.NativeService;
import dev.leakgate.units.AddressSpace;
import java.nio.file.Files;
import java.nio.file.Path;

/** Describes the worker with a router beside it, under the limits that it has in production. */
final class Workers {

    private Workers() {}

    /** A worker that keeps a thread for each of so many routers. */
    static NativeService of(int routers) {
        // CMake leaves the 32-bit build out where the compiler has no libraries for it.
        boolean narrow = Files.exists(Path.of("target/native/worker32"));
        NativeService.Builder worker =
                NativeService.command(
                                "target/native/run-worker.sh",
                                Variant.of(narrow ? "worker32" : "worker"),
                                "${port}",
                                Integer.toString(routers))
                        .readyWhenHttpAnswers("/routers")
                        .stackLimit("32 MiB");
        return narrow ? worker.addressSpace(AddressSpace.I386_3GB).build() : worker.build();
    }
}
