package vn.tinbao.server.portal;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import vn.tinbao.server.access.AccessCases;
import vn.tinbao.server.gate.Door;

/** The waiting page, and joining and leaving campaign messages, for everybody. */
@Singleton
final class WaitingCases implements AccessCases {
  private final Drafts drafts;

  WaitingCases(Drafts drafts) {
    this.drafts = drafts;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "POST /subscribe",
        (world, owner) -> Request.form("/subscribe", "phone", "không phải số"),
        "POST /unsubscribe",
        (world, owner) -> Request.form("/unsubscribe", "phone", "không phải số"),
        "POST /subscribe/code",
        (world, owner) -> Request.form("/subscribe/code", "id", "x", "code", "000000"),
        "GET /waiting/{ticket}",
        (world, owner) ->
            Request.of("/waiting/" + drafts.keep(sealed(world.tip().code().grouped()), "here")),
        "POST /waiting",
        (world, owner) ->
            Request.form("/waiting", "draft", sealed(world.tip().code().grouped()), "work", ""));
  }

  private String sealed(String code) {
    return drafts.seal(new Draft(Door.LOOK_UP, Map.of("code", code), Instant.EPOCH));
  }
}
