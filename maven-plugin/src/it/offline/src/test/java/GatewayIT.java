import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;

class GatewayIT {

    @ServiceUnderTest
    static final NativeService gateway =
            NativeService.command(
                            System.getProperty("native") + "/gateway-fixed", "--port", "${port}")
                    .build();

    @LeakCheck(warmUp = 200, rounds = 5, requestsPerRound = 200)
    void unknownChannel(LoadDriver load) {
        load.get("/itop?channelid=4099");
    }
}
