/**
 * Administrative units, agencies, competence rules and hotlines: everything dated, everything with
 * its source.
 *
 * <p>Floor 0. May use the database and {@code calendar}. {@code routing} and {@code understanding}
 * read it through {@link vn.tinbao.server.catalogue.CatalogueSnapshot}.
 */
@NullMarked
package vn.tinbao.server.catalogue;

import org.jspecify.annotations.NullMarked;
