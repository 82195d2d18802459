package dev.slipway.api.request;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.TypeConverter;
import io.micronaut.core.util.StringUtils;
import io.micronaut.http.annotation.QueryValue;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/**
 * A boolean of a query is {@code true} or {@code false}, in any case. The framework takes every text that it does not know
 * for false, so that {@code ?dryRun=1} would be carried out.
 */
@Singleton
final class QueryBooleans implements TypeConverter<CharSequence, Boolean> {
    @Override
    public Optional<Boolean> convert(CharSequence text, Class<Boolean> type, ConversionContext context) {
        if (!ofQuery(context)) {
            return Optional.of(StringUtils.isTrue(text.toString()));
        }
        return switch (text.toString().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> {
                context.reject(text, new IllegalArgumentException("neither true nor false"));
                yield Optional.empty();
            }
        };
    }

    /** Settings of the framework are converted here too, and stay as they are. */
    private static boolean ofQuery(ConversionContext context) {
        return context instanceof ArgumentConversionContext<?> argument
                && argument.getArgument().isAnnotationPresent(QueryValue.class);
    }
}
