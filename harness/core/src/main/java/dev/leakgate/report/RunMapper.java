package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets the JSON library up for {@code run.json}. */
final class RunMapper {

    /** A file may still grow when its size was looked at. */
    private static final JsonFactory BOUNDED =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxDocumentLength(RunJson.LARGEST)
                                    .build())
                    .build();

    private RunMapper() {}

    static JsonMapper create() {
        return JsonMapper.builder(BOUNDED)
                .addModule(new JavaTimeModule())
                .annotationIntrospector(new NullabilityIntrospector())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /**
     * Makes the records' own types the one place that says which field is required: whatever is
     * neither {@code @Nullable} nor a list or map.
     */
    private static final class NullabilityIntrospector extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            RecordComponent component = component(member);
            if (component == null) {
                return super.hasRequiredMarker(member);
            }
            return isRequired(component);
        }

        /** A null where a figure must be is a mistake; what was not measured is absent. */
        @Override
        public JsonSetter.Value findSetterInfo(Annotated member) {
            RecordComponent component = component(member);
            return component != null && isRequired(component)
                    ? JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL)
                    : super.findSetterInfo(member);
        }

        private static @Nullable RecordComponent component(Annotated member) {
            if (!(member instanceof AnnotatedParameter parameter)) {
                return null;
            }
            Class<?> type = parameter.getDeclaringClass();
            return type.isRecord() && parameter.getIndex() < type.getRecordComponents().length
                    ? type.getRecordComponents()[parameter.getIndex()]
                    : null;
        }

        private static boolean isRequired(RecordComponent component) {
            return !List.class.isAssignableFrom(component.getType())
                    && !Map.class.isAssignableFrom(component.getType())
                    && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
    }
}
