package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;

/** Several tips at a time. */
@Singleton
final class ManyCases implements AccessCases {

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "POST /desk/many/comments",
        (world, owner) ->
            Request.form(
                "/desk/many/comments", "tip", world.tip().id().toString(), "text", "Đã gọi"),
        "POST /desk/many/steps",
        (world, owner) -> Request.form("/desk/many/steps", "tip", world.tip().id().toString()),
        "POST /desk/many/steps/taken",
        (world, owner) ->
            Request.form(
                "/desk/many/steps/taken",
                "tips",
                world.tip().id().toString(),
                "step",
                "REGISTER",
                "stepId",
                UuidCreator.getTimeOrderedEpoch().toString()));
  }
}
