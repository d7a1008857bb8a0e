package io.regent.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command as an operator writes them, with a shell's quotes and no other meaning of a shell (HA-187): no variables, no
 * wildcards, no pipes.
 */
public final class CommandWords {

    private static final char NO_QUOTE = 0;

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote = NO_QUOTE;

    private CommandWords(String text) {
        this.text = text;
    }

    /**
     * Splits at blanks outside of quotes. Within {@code '} everything is taken as it is; within {@code "} a backslash stands before
     * {@code "} and {@code \}; outside, before any character.
     *
     * @return at least one word
     * @throws IllegalArgumentException when there is no word, or a quote is not closed; says so
     */
    public static List<String> of(String text) {
        return new CommandWords(text).split();
    }

    private List<String> split() {
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (isEscape(next, at)) {
                at++;
                add(text.charAt(at));
            } else if (quote != NO_QUOTE) {
                inQuotes(next);
            } else {
                outside(next);
            }
        }
        if (quote != NO_QUOTE) {
            throw new IllegalArgumentException("the quote " + quote + " is not closed");
        }
        endWord();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("there is no command");
        }
        return List.copyOf(words);
    }

    private boolean isEscape(char next, int at) {
        boolean followed = at + 1 < text.length();
        return next == '\\'
                && followed
                && (quote == NO_QUOTE || (quote == '"' && "\"\\".indexOf(text.charAt(at + 1)) >= 0));
    }

    private void inQuotes(char next) {
        if (next == quote) {
            quote = NO_QUOTE;
        } else {
            add(next);
        }
    }

    private void outside(char next) {
        if (next == '\'' || next == '"') {
            quote = next;
            inWord = true;
        } else if (Character.isWhitespace(next)) {
            endWord();
        } else {
            add(next);
        }
    }

    private void add(char next) {
        word.append(next);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}
