/**
 * Where must this report go, and why.
 *
 * <p>Floor 1. Uses {@code catalogue} and {@code understanding}. The one door is {@link
 * vn.tinbao.server.routing.Router}. Who is competent is no code but dated data: {@code
 * catalogue/competence-rules.yaml}, read by {@link vn.tinbao.server.catalogue.CompetenceRuleFile}.
 */
@NullMarked
package vn.tinbao.server.routing;

import org.jspecify.annotations.NullMarked;
