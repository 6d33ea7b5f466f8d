package dev.leakgate.maven;

import dev.leakgate.doctor.Diagnosis;
import dev.leakgate.doctor.Doctor;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Says what this machine allows and what to do about the rest, and shows that a known leak is seen
 * here.
 *
 * <p>Needs no project. Fails when verdicts that are reached here cannot be believed.
 *
 * @since 0.1
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorMojo extends AbstractMojo {

    @Override
    public void execute() throws MojoFailureException {
        Diagnosis diagnosis = Doctor.examine();
        diagnosis.lines().forEach(getLog()::info);
        if (!diagnosis.usable()) {
            throw new MojoFailureException(
                    "no verdict that is reached on this machine can be believed; see above");
        }
    }
}
