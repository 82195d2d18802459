package dev.slipway.cli.model;

import dev.slipway.cli.screen.Screen;
import dev.slipway.cli.screen.Table;
import dev.slipway.client.catalogue.CatalogueModel;
import dev.slipway.client.catalogue.CatalogueModel.PodFit;
import dev.slipway.client.catalogue.CatalogueVariant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Known models and where they fit: on every pod, or what fits on one. */
public final class CatalogueTable {
    private final List<CatalogueModel> models;
    private final @Nullable String pod;

    public CatalogueTable(List<CatalogueModel> models, @Nullable String pod) {
        this.models = models;
        this.pod = pod;
    }

    public void show(Screen screen) {
        if (pod == null) {
            showAll(screen);
            return;
        }
        showFitting(screen, pod);
    }

    private void showAll(Screen screen) {
        var table = new Table("MODEL", "KIND", "MADE FOR", "FITS");
        for (CatalogueModel model : models) {
            String made = model.variants().stream()
                    .map(CatalogueTable::variant)
                    .distinct()
                    .collect(Collectors.joining(", "));
            String fits =
                    model.fits().stream().filter(PodFit::fits).map(PodFit::pod).collect(Collectors.joining(", "));
            table.row(model.model(), model.kind(), made, fits.isEmpty() ? "-" : fits);
        }
        table.show(screen);
    }

    private void showFitting(Screen screen, String wanted) {
        var table = new Table("MODEL", "KIND", "HOW");
        int rows = 0;
        for (CatalogueModel model : models) {
            for (PodFit fit : model.fits()) {
                if (fit.fits() && fit.pod().equals(wanted)) {
                    table.row(model.model(), model.kind(), fit.reason());
                    rows++;
                }
            }
        }
        if (rows == 0) {
            screen.line("No known model is made for " + wanted + "; `slipway catalogue` lists them all.");
            return;
        }
        table.show(screen);
    }

    private static String variant(CatalogueVariant variant) {
        String types = variant.gpuTypes().isEmpty() ? "any GPU" : String.join("/", variant.gpuTypes());
        return variant.gpus() == 0 ? "CPU" : variant.gpus() + "x " + types;
    }
}
