package io.regent.it.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.regent.it.harness.Distribution;
import io.regent.it.harness.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entry point of {@code ./bench}: a table on standard output, the same as JSON in {@code target/bench.json}. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        Subreaper.begin();
        var results = new LinkedHashMap<Product, List<Figure>>();
        for (var product : products(arguments)) {
            results.put(product, new ProductBench(product).measure());
        }
        print(results);
        var file = Distribution.top().resolve("target/bench.json");
        Files.writeString(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results));
        System.out.println("\nas JSON: " + file);
    }

    private static List<Product> products(String[] arguments) {
        return Arrays.stream(Product.values())
                .filter(Product::installed)
                .filter(product ->
                        arguments.length == 0 || Arrays.asList(arguments).contains(product.name()))
                .toList();
    }

    private static void print(Map<Product, List<Figure>> results) {
        var regent = results.getOrDefault(Product.REGENT, List.of());
        var patroni = results.getOrDefault(Product.PATRONI, List.of());
        System.out.printf("%n%-66s %5s %10s %10s %7s%n", "", "", "Regent", "Patroni", "ratio");
        for (int i = 0; i < Math.max(regent.size(), patroni.size()); i++) {
            var figure = i < regent.size() ? regent.get(i) : patroni.get(i);
            double ours = i < regent.size() ? regent.get(i).value() : Double.NaN;
            double theirs = i < patroni.size() ? patroni.get(i).value() : Double.NaN;
            System.out.printf(
                    "%-66s %5s %10s %10s %7s%n",
                    figure.name(), figure.unit(), number(ours), number(theirs), ratio(ours, theirs));
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : "%.1f".formatted(value);
    }

    private static String ratio(double ours, double theirs) {
        double ratio = ours / theirs;
        return Double.isFinite(ratio) ? "%.2f".formatted(ratio) : "-";
    }
}
