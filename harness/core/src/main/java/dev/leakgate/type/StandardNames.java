package dev.leakgate.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes the names of libstdc++'s and libc++'s templates as programmers do: {@code std::string},
 * {@code std::vector<int>}, and what a std::shared_ptr counts references to.
 */
final class StandardNames {

    private static final String STRING =
            "std::basic_string<char, std::char_traits<char>, std::allocator<char>>";

    /* Arguments that are there unless a program says otherwise. */
    private static final Set<String> DEFAULTS =
            Set.of("std::allocator", "std::less", "std::hash", "std::equal_to", "std::char_traits");
    private static final int MOST_NESTED = 64;

    private StandardNames() {}

    /** Gives a name as it should be read; one that it does not know stays as it is. */
    static String readable(String demangled) {
        String name = demangled.replace("std::__cxx11::", "std::").replace("std::__1::", "std::");
        name = tighten(name).replace(STRING, "std::string");
        name = withoutDefaults(name, 0);
        List<String> arguments = arguments(name);
        String template = template(name);
        if (arguments.isEmpty()) {
            return name;
        }
        return switch (template) {
            case "std::_Sp_counted_ptr_inplace", "std::__shared_ptr_emplace" ->
                    arguments.get(0) + ", made by std::make_shared";
            case "std::_Sp_counted_ptr", "std::_Sp_counted_deleter", "std::__shared_ptr_pointer" ->
                    "control block of a std::shared_ptr<" + pointed(arguments.get(0)) + ">";
            default -> name;
        };
    }

    private static String pointed(String pointer) {
        return pointer.endsWith("*") ? pointer.substring(0, pointer.length() - 1) : pointer;
    }

    /** Writes {@code >>} for {@code > >}, as everybody has since C++11. */
    private static String tighten(String name) {
        String tight = name;
        while (tight.contains("> >")) {
            tight = tight.replace("> >", ">>");
        }
        return tight;
    }

    private static String withoutDefaults(String name, int depth) {
        int open = name.indexOf('<');
        int close = close(name, open);
        if (open < 0 || close < 0 || depth > MOST_NESTED) {
            return name;
        }
        List<String> kept = new ArrayList<>();
        for (String argument : split(name.substring(open + 1, close))) {
            boolean isDefault = !kept.isEmpty() && DEFAULTS.contains(template(argument));
            if (!isDefault) {
                kept.add(withoutDefaults(argument, depth + 1));
            }
        }
        String rest = withoutDefaults(name.substring(close + 1), depth + 1);
        return name.substring(0, open) + "<" + String.join(", ", kept) + ">" + rest;
    }

    private static String template(String name) {
        int open = name.indexOf('<');
        return open < 0 ? name : name.substring(0, open);
    }

    /** Gives the arguments of a template, none of what is something else. */
    private static List<String> arguments(String name) {
        int open = name.indexOf('<');
        int close = close(name, open);
        return open < 0 || close != name.length() - 1
                ? List.of()
                : split(name.substring(open + 1, close));
    }

    private static int close(String name, int open) {
        int depth = 0;
        for (int i = Math.max(open, 0); i < name.length(); i++) {
            char sign = name.charAt(i);
            boolean arrow = sign == '>' && i > 0 && name.charAt(i - 1) == '-';
            depth += sign == '<' ? 1 : sign == '>' && !arrow ? -1 : 0;
            if (depth == 0 && sign == '>') {
                return i;
            }
        }
        return -1;
    }

    private static List<String> split(String arguments) {
        List<String> split = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char sign = arguments.charAt(i);
            depth += sign == '<' || sign == '(' ? 1 : sign == '>' || sign == ')' ? -1 : 0;
            if (sign == ',' && depth == 0) {
                split.add(arguments.substring(from, i).strip());
                from = i + 1;
            }
        }
        split.add(arguments.substring(from).strip());
        return split;
    }
}
