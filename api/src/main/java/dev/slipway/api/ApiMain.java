package dev.slipway.api;

import dev.slipway.config.process.SlipwayProcess;
import dev.slipway.config.settings.Settings;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** The API process. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Slipway",
                        version = "v1",
                        description =
                                "Durable model serving on GPU pods. Failures are RFC 9457 problems with a code and a remedy."),
        security = @SecurityRequirement(name = "token"))
@SecurityScheme(name = "token", type = SecuritySchemeType.HTTP, scheme = "bearer")
public final class ApiMain {
    private ApiMain() {}

    public static void main(String[] arguments) {
        Settings settings = SlipwayProcess.settingsOrExit();
        SlipwayProcess.start(SlipwayProcess.Role.API, ApiMain.class, settings, arguments);
    }
}
