/**
 * The pages on which administrators look at the catalogue and keep it: units, agencies, competence
 * rules, imports, and what a text would be understood as. What is written goes through {@code
 * catalogue.CatalogueEditing}; who may write what, {@code CatalogueKeepers} says.
 *
 * <p>Part of room {@code console}, floor 4.
 */
@NullMarked
package vn.tinbao.server.console.catalogue;

import org.jspecify.annotations.NullMarked;
