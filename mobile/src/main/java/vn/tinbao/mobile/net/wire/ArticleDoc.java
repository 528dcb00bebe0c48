package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A public article of a campaign.
 *
 * @param id the same in every language
 * @param language of this text, BCP 47
 * @param languages in which it can be had
 * @param lead what it says in one or two sentences
 * @param until last day, {@code 2026-08-15}; null when it stays
 * @param path on the public web site
 * @param places some of those whose people it is for, each with what it lies in
 * @param morePlaces how many others there are
 * @param etag of the article itself; null when it is the article
 * @param body paragraphs parted by blank lines; null in a list
 */
@Json
public record ArticleDoc(
    String id,
    @Nullable String kind,
    @Nullable String language,
    @Nullable List<String> languages,
    String title,
    @Nullable String lead,
    @Nullable Instant publishedAt,
    @Nullable String until,
    @Nullable String path,
    @Nullable List<String> places,
    @Nullable Integer morePlaces,
    @Nullable String etag,
    @Nullable String body) {}
