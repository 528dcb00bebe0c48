package vn.tinbao.server.console.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueUploads;
import vn.tinbao.server.catalogue.ImportReport;

/**
 * Imports: what may be sent, what was wrong, or what a file would change.
 *
 * @param kinds names of kinds that the viewer may import
 * @param kind the one chosen
 * @param day as it was typed
 * @param error what is wrong with the file, null when nothing is
 * @param report what would change, or did; null before
 * @param upload the file that waits for a word; null when there is none
 */
public record ImportPage(
    List<String> kinds,
    String kind,
    String day,
    @Nullable String error,
    @Nullable ImportReport report,
    CatalogueUploads.@Nullable Upload upload) {}
