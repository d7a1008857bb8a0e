package io.regent.postgres;

import io.regent.postgres.SyncNames.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code synchronous_standby_names} by PostgreSQL's own grammar ({@code syncrep_gram.y}): {@code FIRST n (list)},
 * {@code ANY n (list)}, {@code n (list)}, or a list, of which one must answer.
 */
final class SyncNamesParser {

    private static final int MOST_DIGITS = 9;

    private enum Kind {
        NAME,
        NUMBER,
        WORD,
        SIGN
    }

    private record Token(Kind kind, String text) {

        boolean is(Kind wanted, String expected) {
            return kind == wanted && text.equals(expected);
        }
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final String value;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    SyncNamesParser(String value) {
        this.value = value;
    }

    SyncNames parse() {
        if (value.isEmpty()) {
            return new SyncNames.Nobody();
        }
        try {
            split();
            at = 0;
            SyncNames read = config();
            return at == tokens.size() ? read : new SyncNames.Unreadable(value);
        } catch (Refused e) {
            return new SyncNames.Unreadable(value);
        }
    }

    private SyncNames config() throws Refused {
        if (token(0).filter(word -> word.kind == Kind.WORD).isPresent()) {
            Method method = Method.valueOf(tokens.get(at++).text());
            return counted(method);
        }
        boolean counted = token(0).filter(word -> word.kind == Kind.NUMBER).isPresent()
                && token(1).filter(sign -> sign.is(Kind.SIGN, "(")).isPresent();
        return counted ? counted(Method.FIRST) : made(Method.FIRST, 1, list());
    }

    private SyncNames counted(Method method) throws Refused {
        int number = number();
        expect("(");
        List<String> names = list();
        expect(")");
        return made(method, number, names);
    }

    private static SyncNames made(Method method, int number, List<String> names) {
        return names.contains("*")
                ? new SyncNames.Everybody(method, number)
                : new SyncNames.Listed(method, number, names);
    }

    private List<String> list() throws Refused {
        var names = new ArrayList<String>();
        names.add(name());
        while (token(0).filter(sign -> sign.is(Kind.SIGN, ",")).isPresent()) {
            at++;
            names.add(name());
        }
        return names;
    }

    private String name() throws Refused {
        Token next = token(0).orElseThrow(Refused::new);
        if (next.kind != Kind.NAME && next.kind != Kind.NUMBER) {
            throw new Refused();
        }
        at++;
        return next.text;
    }

    private int number() throws Refused {
        Token next = token(0).filter(word -> word.kind == Kind.NUMBER).orElseThrow(Refused::new);
        at++;
        if (next.text.length() > MOST_DIGITS || Integer.parseInt(next.text) < 1) {
            throw new Refused();
        }
        return Integer.parseInt(next.text);
    }

    private void expect(String sign) throws Refused {
        if (token(0).filter(next -> next.is(Kind.SIGN, sign)).isEmpty()) {
            throw new Refused();
        }
        at++;
    }

    private Optional<Token> token(int ahead) {
        return at + ahead < tokens.size() ? Optional.of(tokens.get(at + ahead)) : Optional.empty();
    }

    private void split() throws Refused {
        while (at < value.length()) {
            char here = value.charAt(at);
            if (" \t\n\r\f\u000B".indexOf(here) >= 0) {
                at++;
            } else if ("(),".indexOf(here) >= 0) {
                tokens.add(new Token(Kind.SIGN, String.valueOf(here)));
                at++;
            } else if (here == '*') {
                tokens.add(new Token(Kind.NAME, "*"));
                at++;
            } else if (here == '"') {
                tokens.add(new Token(Kind.NAME, quoted()));
            } else if (isDigit(here)) {
                tokens.add(new Token(Kind.NUMBER, runOfDigits()));
            } else if (isLetter(here)) {
                String word = runOfLetters();
                boolean method = word.equalsIgnoreCase("first") || word.equalsIgnoreCase("any");
                tokens.add(new Token(method ? Kind.WORD : Kind.NAME, method ? word.toUpperCase(Locale.ROOT) : word));
            } else {
                throw new Refused();
            }
        }
    }

    private String quoted() throws Refused {
        var name = new StringBuilder();
        at++;
        while (at < value.length()) {
            boolean quote = value.charAt(at) == '"';
            boolean twice = quote && at + 1 < value.length() && value.charAt(at + 1) == '"';
            if (quote && !twice) {
                at++;
                return name.toString();
            }
            name.append(value.charAt(at));
            at += twice ? 2 : 1;
        }
        throw new Refused();
    }

    private String runOfDigits() {
        int from = at;
        while (at < value.length() && isDigit(value.charAt(at))) {
            at++;
        }
        return value.substring(from, at);
    }

    private String runOfLetters() {
        int from = at;
        while (at < value.length()
                && (isLetter(value.charAt(at)) || isDigit(value.charAt(at)) || value.charAt(at) == '$')) {
            at++;
        }
        return value.substring(from, at);
    }

    private static boolean isDigit(char here) {
        return here >= '0' && here <= '9';
    }

    private static boolean isLetter(char here) {
        return here == '_' || (here >= 'a' && here <= 'z') || (here >= 'A' && here <= 'Z') || here >= '\u0080';
    }
}
