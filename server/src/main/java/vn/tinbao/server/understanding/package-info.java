/**
 * From the text of a report to places, signs of trafficking and urgency: pure functions, no
 * database, deterministic and versioned.
 *
 * <p>Floor 0. May use {@code catalogue} for its snapshot only. The one door is {@link
 * vn.tinbao.server.understanding.Understanding}.
 *
 * <p>The way of a text: {@code Fold} brings it to plain letters and keeps the way back, {@code
 * Words} are its words with their accents, {@code Reading} has the abbreviations spelled out.
 * {@code SignFinder} finds the phrases of {@code understanding/lexicon.yaml}; {@code
 * PlaceMentions}, {@code PlaceWeights} and {@code PlaceRanking} find the unit with the {@code
 * Gazetteer} and {@code understanding/places.yaml}; {@code ForeignPlaces} and {@code Routes} tell
 * here from abroad; {@code Assessment} judges. New words go into the YAML files, a new example into
 * the test resource {@code understanding/messages.tsv}.
 */
@NullMarked
package vn.tinbao.server.understanding;

import org.jspecify.annotations.NullMarked;
