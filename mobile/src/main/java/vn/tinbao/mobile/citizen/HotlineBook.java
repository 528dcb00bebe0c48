package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import java.util.List;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.wire.HotlineEntry;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;

/** The numbers to call, as the server last told them; readable without a network. */
public final class HotlineBook {
  private static final String KEPT = "hotlines";

  private final TypedRecords<Kept> shelf;
  private final Api api;

  /** The list as one record of the vault. */
  @Json
  public record Kept(List<HotlineEntry> entries) {}

  public HotlineBook(Vault vault, Api api) {
    this.shelf = new TypedRecords<>(vault, "", Codec.of(Kept.class));
    this.api = api;
  }

  /** The kept list; empty when this phone never reached the server. */
  public List<HotlineEntry> kept() {
    return shelf.get(KEPT).map(Kept::entries).orElse(List.of());
  }

  /** Asks the server; false when the kept list is the best there is. Blocks. */
  public boolean refresh() {
    Answer<List<HotlineEntry>> answer = api.hotlines(null);
    answer.toOptional().ifPresent(entries -> shelf.put(KEPT, new Kept(entries)));
    return answer instanceof Answer.Ok;
  }
}
