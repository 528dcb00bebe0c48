package vn.tinbao.mobile.settings;

import io.avaje.jsonb.Json;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.text.Language;
import vn.tinbao.mobile.text.Words;

/** The choices of this phone's owner, kept like everything else. */
public final class Settings {
  private static final String KEPT = "settings";

  private final TypedRecords<Kept> shelf;
  private final @Nullable URI fixedServer;
  private final Words words;
  private volatile Kept kept;

  /** As it is kept; null is the usual. */
  @Json
  public record Kept(
      @Nullable String server,
      @Nullable String language,
      @Nullable TextSize textSize,
      @Nullable Boolean contrast) {
    static final Kept USUAL = new Kept(null, null, null, null);
  }

  /**
   * @param fixedServer given from outside, stronger than what is kept; null when none is given
   */
  public Settings(Vault vault, @Nullable URI fixedServer, Words words) {
    this.shelf = new TypedRecords<>(vault, "", Codec.of(Kept.class));
    this.fixedServer = fixedServer;
    this.words = words;
    this.kept = shelf.get(KEPT).orElse(Kept.USUAL);
    String language = kept.language();
    if (language != null) {
      Language.of(language).ifPresent(words::speak);
    }
  }

  public URI server() {
    if (fixedServer != null) {
      return fixedServer;
    }
    String chosen = kept.server();
    return chosen == null ? ServerAddress.USUAL : URI.create(chosen);
  }

  /** Whether the server is given from outside and cannot be chosen here. */
  public boolean serverIsFixed() {
    return fixedServer != null;
  }

  public void chooseServer(URI server) {
    keep(new Kept(server.toString(), kept.language(), kept.textSize(), kept.contrast()));
  }

  public void choose(Language language) {
    words.speak(language);
    keep(new Kept(kept.server(), language.code(), kept.textSize(), kept.contrast()));
  }

  public TextSize textSize() {
    TextSize chosen = kept.textSize();
    return chosen == null ? TextSize.USUAL : chosen;
  }

  public void choose(TextSize size) {
    keep(new Kept(kept.server(), kept.language(), size, kept.contrast()));
  }

  /** Black on white, without tints. */
  public boolean highContrast() {
    return Boolean.TRUE.equals(kept.contrast());
  }

  public void chooseContrast(boolean high) {
    keep(new Kept(kept.server(), kept.language(), kept.textSize(), high));
  }

  private void keep(Kept changed) {
    shelf.put(KEPT, changed);
    kept = changed;
  }
}
