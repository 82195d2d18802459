package dev.slipway.cli.session;

import java.util.Optional;

/** The version of this build. */
public final class ProductVersion {
    private ProductVersion() {}

    /** From the manifest; {@code development} where the classes do not come from a jar. */
    public static String text() {
        return Optional.ofNullable(ProductVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
