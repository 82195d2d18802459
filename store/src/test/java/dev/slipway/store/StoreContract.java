package dev.slipway.store;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A contract of the store: every test of it runs on both databases, each on an empty one. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabase.class)
public abstract class StoreContract {
    @Parameter
    @SuppressWarnings("NullAway.Init")
    protected TestDatabase database;

    @TempDir
    protected Path folder;

    @SuppressWarnings("NullAway.Init")
    private Map<String, Object> properties;

    @SuppressWarnings("NullAway.Init")
    private ApplicationContext context;

    @BeforeEach
    void open() {
        properties = database.fresh(folder);
        context = ApplicationContext.run(properties);
    }

    @AfterEach
    void close() {
        context.close();
    }

    protected <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** What a statement answers, past the repositories: each row from the names of its columns to their values as text. */
    protected List<Map<String, String>> select(String statement) {
        try (var connection = DriverManager.getConnection(property("url"), property("username"), property("password"));
                var answer = connection.createStatement().executeQuery(statement)) {
            var rows = new ArrayList<Map<String, String>>();
            while (answer.next()) {
                var row = new TreeMap<String, String>();
                for (int column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
                    row.put(answer.getMetaData().getColumnName(column), Columns.text(answer.getObject(column)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String property(String name) {
        return String.valueOf(properties.get("datasources.default." + name));
    }
}
