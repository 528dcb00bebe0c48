package vn.tinbao.server.catalogue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody changes the catalogue. Published in the transaction that does it, so that what follows
 * is written with the change or not at all.
 *
 * @param by account of the person; null for the house itself
 * @param action code such as {@code AGENCY_EDITED}
 * @param subjectKind code such as {@code AGENCY}
 * @param subjectId id of the agency or rule, name of the file
 */
public record CatalogueEdited(
    @Nullable UUID by, String action, String subjectKind, String subjectId) {}
