package io.regent.it.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** SQL through the driver, to one server or to whichever of several accepts writes. */
public final class Sql {

    static final String USER = "postgres";
    static final String PASSWORD = "superuser-secret";

    private Sql() {}

    /** A connection to this very node. */
    public static Connection connect(Node node) throws SQLException {
        return open("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(node.postgresPort()), "any");
    }

    /** A connection to the node that accepts writes, found by trying all of them, as libpq does. */
    public static Connection connectToPrimary(List<Node> nodes) throws SQLException {
        var hosts =
                nodes.stream().map(node -> "127.0.0.1:" + node.postgresPort()).collect(Collectors.joining(","));
        return open("jdbc:postgresql://%s/postgres".formatted(hosts), "primary");
    }

    /** The first column of every row, as text. */
    public static List<String> query(Node node, String sql) throws SQLException {
        try (var connection = connect(node)) {
            return query(connection, sql);
        }
    }

    public static List<String> query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var column = new ArrayList<String>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection open(String url, String target) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", PASSWORD);
        properties.setProperty("targetServerType", target);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("socketTimeout", "5");
        properties.setProperty("hostRecheckSeconds", "0");
        properties.setProperty("ApplicationName", "it");
        return DriverManager.getConnection(url, properties);
    }
}
