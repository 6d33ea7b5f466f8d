package dev.leakgate.mangling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads operators, literals and expressions: Itanium C++ ABI, 5.1.3 and 5.1.6. */
final class Expressions {

    /* Sign, and the number of operands. */
    private static final Map<String, String> OPERATORS = operators();

    private static Map<String, String> operators() {
        String all =
                "aN 2&= aS 2= aa 2&& ad 1& an 2& cl 0() cm 2, co 1~ dV 2/= dv 2/ eO 2^= eo 2^ eq 2=="
                        + " ge 2>= gt 2> ix 2[] lS 2<<= le 2<= ls 2<< lt 2< mI 2-= mL 2*= mi 2- ml 2*"
                        + " mm 1-- ne 2!= ng 1- nt 1! oR 2|= oo 2|| or 2| pL 2+= pl 2+ pm 2->* pp 1++"
                        + " ps 1+ pt 2-> qu 3? rM 2%= rS 2>>= rm 2% rs 2>> ss 2<=> de 1* dl 0_delete"
                        + " da 0_delete[] nw 0_new na 0_new[] aw 1_co_await";
        Map<String, String> operators = new HashMap<>();
        String[] words = all.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            operators.put(words[i], words[i + 1]);
        }
        return operators;
    }

    private static final Map<String, String> CASTS =
            Map.of(
                    "dc", "dynamic_cast",
                    "sc", "static_cast",
                    "cc", "const_cast",
                    "rc", "reinterpret_cast");

    private static final Map<String, String> SUFFIXES =
            Map.of(
                    "int", "",
                    "unsigned int", "u",
                    "long", "l",
                    "unsigned long", "ul",
                    "long long", "ll",
                    "unsigned long long", "ull");

    private final Reader in;
    private final Types types;

    Expressions(Reader in, Types types) {
        this.in = in;
        this.types = types;
    }

    /** Reads the name of an operator's function. */
    Node operatorName() throws MalformedNameException {
        if (in.take("cv")) {
            return new Name.Conversion(types.type());
        }
        if (in.take("li")) {
            return new Node.Text("operator\"\" " + in.sourceName());
        }
        if (in.peek() == 'v' && Character.isDigit(in.peek(1))) {
            in.skip(2);
            return new Node.Text("operator " + in.sourceName());
        }
        String sign = OPERATORS.get(code());
        if (sign == null) {
            throw in.malformed();
        }
        in.skip(2);
        return new Node.Text("operator" + sign.substring(1).replace('_', ' '));
    }

    private String code() {
        return "" + in.peek() + in.peek(1);
    }

    /** Reads {@code L…E}. */
    Node literal() throws MalformedNameException {
        in.expect("L");
        Node literal;
        if (in.take("_Z") || in.take("Z")) {
            literal = types.names().encoding(false);
        } else {
            Node type = types.type();
            String value = in.upTo('E');
            String negative = value.startsWith("n") ? "-" + value.substring(1) : value;
            literal = value(type, negative);
        }
        in.expect("E");
        return literal;
    }

    private static Node value(Node type, String value) {
        if (type instanceof Node.Text builtin) {
            String suffix = SUFFIXES.get(builtin.text());
            if (suffix != null) {
                return new Node.Text(value + suffix);
            }
            if (builtin.text().equals("bool") && (value.equals("0") || value.equals("1"))) {
                return new Node.Text(value.equals("1") ? "true" : "false");
            }
            boolean none = value.isEmpty() || value.equals("0");
            if (none && builtin.text().contains("nullptr")) {
                return builtin;
            }
        }
        return new Node.Around("(", type, ")" + value);
    }

    Node expression() throws MalformedNameException {
        in.enter();
        Node expression = anyExpression();
        in.leave();
        return expression;
    }

    private Node anyExpression() throws MalformedNameException {
        if (in.peek() == 'L') {
            return literal();
        }
        if (in.peek() == 'T') {
            return types.parameter();
        }
        String code = code();
        if (code.equals("fp") || code.equals("fL")) {
            return functionParameter();
        }
        if (in.take("gs")) {
            return new Node.Around("::", expression(), "");
        }
        String cast = CASTS.get(code);
        if (cast != null) {
            in.skip(2);
            Node to = types.type();
            return new Node.Sequence(
                    List.of(
                            new Node.Around(cast + "<", to, ">("),
                            new Node.Around("", expression(), ")")),
                    "");
        }
        Node other = named(code);
        return other != null ? other : operation(code);
    }

    private @Nullable Node named(String code) throws MalformedNameException {
        switch (code) {
            case "st", "at", "ti" -> {
                in.skip(2);
                return new Node.Around(word(code) + " (", types.type(), ")");
            }
            case "sz", "az", "te", "nx" -> {
                in.skip(2);
                return new Node.Around(word(code) + " (", expression(), ")");
            }
            case "sZ" -> {
                in.skip(2);
                Node pack = in.peek() == 'T' ? types.parameter() : functionParameter();
                return new Node.Around("sizeof...(", pack, ")");
            }
            case "sp" -> {
                in.skip(2);
                return new Name.Expansion(expression());
            }
            case "cl" -> {
                in.skip(2);
                Node callee = expression();
                return call(new Node.Operand(callee), list());
            }
            case "cv" -> {
                in.skip(2);
                Node to = types.type();
                List<Node> operands = in.take("_") ? list() : List.of(expression());
                return call(new Node.Around("(", to, ")"), operands);
            }
            case "tl" -> {
                in.skip(2);
                Node of = types.type();
                return braces(of, list());
            }
            case "il" -> {
                in.skip(2);
                return braces(new Node.Text(""), list());
            }
            case "dt", "pt" -> {
                in.skip(2);
                Node object = new Node.Operand(expression());
                String between = code.equals("dt") ? "." : "->";
                return new Node.Sequence(List.of(object, unresolved()), between);
            }
            case "tr" -> {
                in.skip(2);
                return new Node.Text("throw");
            }
            case "sr" -> {
                return unresolved();
            }
            default -> {
                return Character.isDigit(in.peek()) || code.equals("on") ? unresolved() : null;
            }
        }
    }

    private static String word(String code) {
        return switch (code) {
            case "st", "sz" -> "sizeof";
            case "at", "az" -> "alignof";
            case "nx" -> "noexcept";
            default -> "typeid";
        };
    }

    private List<Node> list() throws MalformedNameException {
        List<Node> list = new ArrayList<>();
        while (!in.take("E")) {
            list.add(expression());
        }
        return list;
    }

    private static Node call(Node callee, List<Node> operands) {
        Node list = new Node.Around("(", new Node.Sequence(operands, ", "), ")");
        return new Node.Sequence(List.of(callee, list), "");
    }

    private static Node braces(Node type, List<Node> elements) {
        Node list = new Node.Around("{", new Node.Sequence(elements, ", "), "}");
        return new Node.Sequence(List.of(type, list), "");
    }

    private Node functionParameter() throws MalformedNameException {
        if (in.take("fpT")) {
            return new Node.Text("this");
        }
        if (in.take("fL")) {
            in.number();
            in.expect("p");
        } else {
            in.expect("fp");
        }
        types.qualifiers();
        return new Node.Text("{parm#" + (in.sequence(10) + 1) + "}");
    }

    /** Reads a name that a template depends on: {@code T::value}. */
    private Node unresolved() throws MalformedNameException {
        Node scope = null;
        if (in.take("sr")) {
            scope = types.type();
        }
        in.take("on");
        Node name = simple();
        return scope == null ? name : new Name.Nested(scope, name);
    }

    private Node simple() throws MalformedNameException {
        Node name = in.digitNext() ? new Node.Text(in.sourceName()) : operatorName();
        return in.peek() == 'I' ? new Name.Templated(name, types.arguments(null)) : name;
    }

    private Node operation(String code) throws MalformedNameException {
        String operator = OPERATORS.get(code);
        if (operator == null) {
            throw in.malformed();
        }
        in.skip(2);
        String sign = operator.substring(1);
        switch (operator.charAt(0)) {
            case '1' -> {
                in.take("_");
                Node operand = new Node.Operand(expression());
                return new Node.Around(sign, operand, "");
            }
            case '2' -> {
                Node left = new Node.Operand(expression());
                Node right = new Node.Operand(expression());
                if (sign.equals("[]")) {
                    return new Node.Sequence(List.of(left, new Node.Around("[", right, "]")), "");
                }
                Node both = new Node.Sequence(List.of(left, right), sign);
                // Else the sign would end the list of arguments.
                return sign.equals(">") ? new Node.Around("(", both, ")") : both;
            }
            case '3' -> {
                Node condition = new Node.Operand(expression());
                Node yes = new Node.Operand(expression());
                Node no = new Node.Operand(expression());
                return new Node.Sequence(
                        List.of(condition, new Node.Sequence(List.of(yes, no), " : ")), "?");
            }
            default -> throw in.malformed();
        }
    }
}
