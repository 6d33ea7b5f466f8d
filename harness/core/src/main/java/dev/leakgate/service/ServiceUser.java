package dev.leakgate.service;

import dev.leakgate.linux.UserAccount;
import org.jspecify.annotations.Nullable;

/** Finds whom a service is to run as. */
final class ServiceUser {

    private ServiceUser() {}

    /**
     * Finds the user.
     *
     * @return null for the user of the harness
     * @throws ServiceException when there is no such user, or we may not become it
     */
    static @Nullable UserAccount of(NativeService service) {
        String name = service.user();
        String own = System.getProperty("user.name");
        if (name == null || name.equals(own)) {
            return null;
        }
        UserAccount user =
                UserAccount.find(name)
                        .orElseThrow(
                                () ->
                                        new ServiceException(
                                                "runAs(\""
                                                        + name
                                                        + "\"): /etc/passwd has no user of that name;"
                                                        + " correct it, or install the package that"
                                                        + " adds the user"));
        if (!"root".equals(own)) {
            throw new ServiceException(
                    "runAs(\""
                            + name
                            + "\") needs root, and this is "
                            + own
                            + "; run the build as root, or leave runAs out");
        }
        return user;
    }
}
