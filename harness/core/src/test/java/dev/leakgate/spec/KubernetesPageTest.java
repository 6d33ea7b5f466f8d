package dev.leakgate.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the manifests of docs/kubernetes.md, and checks what must hang together in them. */
class KubernetesPageTest {

    private static final Path PAGE = Path.of("../../docs/kubernetes.md");

    @Test
    void theJobFailsAtOnceAndTheSidecarSharesProcesses() throws Exception {
        List<Map<Object, Object>> manifests = manifests();

        assertThat(manifests).hasSize(2);
        assertThat(manifests.get(0))
                .containsEntry("kind", "Job")
                .containsEntry("apiVersion", "batch/v1");
        assertThat(at(manifests.get(0), "spec")).containsEntry("backoffLimit", 0);
        Map<Object, Object> job = at(manifests.get(0), "spec", "template", "spec");
        assertThat(job).containsEntry("restartPolicy", "Never");
        assertVolumesAreThere(job);

        assertThat(manifests.get(1)).containsEntry("kind", "Pod").containsEntry("apiVersion", "v1");
        Map<Object, Object> pod = at(manifests.get(1), "spec");
        assertThat(pod).containsEntry("shareProcessNamespace", true);
        assertThat(at(containers(pod).get(1), "securityContext", "capabilities").get("add"))
                .isEqualTo(List.of("SYS_PTRACE"));
        assertVolumesAreThere(pod);
    }

    private static void assertVolumesAreThere(Map<Object, Object> pod) {
        List<Object> volumes = names(pod.get("volumes"));
        for (Map<Object, Object> container : containers(pod)) {
            assertThat(container.keySet()).contains("image");
            if (container.containsKey("volumeMounts")) {
                assertThat(volumes).containsAll(names(container.get("volumeMounts")));
            }
        }
    }

    @SuppressWarnings("unchecked") // What YAML reads has keys of any type.
    private static Map<Object, Object> map(@Nullable Object value) {
        return (Map<Object, Object>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static List<Object> names(@Nullable Object all) {
        List<Object> names = new ArrayList<>();
        list(all).forEach(each -> names.add(map(each).get("name")));
        return names;
    }

    private static List<Map<Object, Object>> containers(Map<Object, Object> pod) {
        List<Map<Object, Object>> containers = new ArrayList<>();
        list(pod.get("containers")).forEach(each -> containers.add(map(each)));
        return containers;
    }

    private static Map<Object, Object> at(Map<Object, Object> map, String... path) {
        Map<Object, Object> at = map;
        for (String key : path) {
            at = map(at.get(key));
        }
        return at;
    }

    private static List<Map<Object, Object>> manifests() throws Exception {
        List<Map<Object, Object>> manifests = new ArrayList<>();
        Matcher block =
                Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(PAGE));
        while (block.find()) {
            Load load = new Load(LoadSettings.builder().build());
            manifests.add(map(load.loadFromString(block.group(1))));
        }
        return manifests;
    }
}
