package dev.slipway.store;

import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows as maps from the names of columns to values, all as text: what a row must be in the database, and what it is there. */
final class Columns {
    private Columns() {}

    /** The columns that a row must fill; those of its key among them. */
    static Map<String, String> of(Record row) {
        var columns = new TreeMap<String, String>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            Object value = value(row, component);
            if (value instanceof Record key) {
                columns.putAll(of(key));
            } else {
                columns.put(columnName(component), text(value));
            }
        }
        return columns;
    }

    /** A value as text; bytes in hexadecimal. */
    static String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }

    private static String columnName(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(Record row, RecordComponent component) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
