import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.RegionBudget;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.region.RegionKind;
import dev.leakgate.service.NativeService;

class AnnotatedIT {

    @ServiceUnderTest
    static final NativeService gateway =
            NativeService.command(
                            System.getProperty("native") + "/gateway-fixed", "--port", "${port}")
                    .build();

    @LeakCheck(warmUp = 200, rounds = 5, requestsPerRound = 200)
    @RegionBudget(region = RegionKind.HEAP, total = "64 MiB")
    void wide(LoadDriver load) {
        load.get("/itop?channelid=4099");
    }

    @LeakCheck(warmUp = 200, rounds = 5, requestsPerRound = 200)
    @RegionBudget(region = RegionKind.HEAP, total = "1 B")
    void tight(LoadDriver load) {
        load.get("/itop?channelid=4099");
    }
}
