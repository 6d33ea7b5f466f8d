package dev.leakgate.maven;

import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Runs Failsafe's integration-test again, each execution as the POM has it. */
final class FailsafePasses {

    /** Tells tests which pass it is, and Failsafe that it has not done the same already. */
    static final String PASS_PROPERTY = "leakgate.pass";

    private final OtherGoals goals;
    private final BuildPluginManager plugins;
    private final MavenSession session;

    FailsafePasses(OtherGoals goals, BuildPluginManager plugins, MavenSession session) {
        this.goals = goals;
        this.plugins = plugins;
        this.session = session;
    }

    void run(int pass) throws MojoExecutionException {
        Plugin failsafe = goals.failsafe();
        List<PluginExecution> executions = goals.integrationTests();
        if (failsafe == null || executions.isEmpty()) {
            throw new MojoExecutionException(
                    "leakgate.repeat runs the integration tests again, but maven-failsafe-plugin is"
                            + " not bound to the build; bind its goals integration-test and verify");
        }
        MojoDescriptor descriptor = goals.descriptor(failsafe, "integration-test");
        if (descriptor == null) {
            throw new MojoExecutionException(
                    "maven-failsafe-plugin cannot be had, so its tests cannot run again");
        }
        for (PluginExecution execution : executions) {
            MojoExecution run = new MojoExecution(descriptor, execution.getId());
            run.setConfiguration(configuration(execution, descriptor, pass));
            try {
                plugins.executeMojo(session, run);
            } catch (Exception failed) {
                throw new MojoExecutionException(
                        "the integration tests did not run again: " + failed.getMessage(), failed);
            }
        }
    }

    private static Xpp3Dom configuration(
            PluginExecution execution, MojoDescriptor descriptor, int pass) {
        Xpp3Dom own =
                execution.getConfiguration() instanceof Xpp3Dom dom
                        ? new Xpp3Dom(dom)
                        : new Xpp3Dom("configuration");
        Xpp3Dom variables = own.getChild("systemPropertyVariables");
        if (variables == null) {
            variables = new Xpp3Dom("systemPropertyVariables");
            own.addChild(variables);
        }
        Xpp3Dom number = new Xpp3Dom(PASS_PROPERTY);
        number.setValue(Integer.toString(pass));
        variables.addChild(number);
        return Xpp3Dom.mergeXpp3Dom(own, defaults(descriptor.getMojoConfiguration()));
    }

    /** What the goal takes from properties, and where it has none its defaults. */
    private static Xpp3Dom defaults(PlexusConfiguration of) {
        Xpp3Dom all = new Xpp3Dom("configuration");
        for (PlexusConfiguration parameter : of.getChildren()) {
            Xpp3Dom one = new Xpp3Dom(parameter.getName());
            one.setValue(parameter.getValue(null));
            for (String attribute : parameter.getAttributeNames()) {
                one.setAttribute(attribute, parameter.getAttribute(attribute, ""));
            }
            all.addChild(one);
        }
        return all;
    }
}
