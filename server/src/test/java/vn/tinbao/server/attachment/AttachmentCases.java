package vn.tinbao.server.attachment;

import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.access.AccessCases;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.testing.Samples;

/** How attachments are asked for. */
@Singleton
final class AttachmentCases implements AccessCases {
  private final Attachments attachments;
  private final AttachmentRows rows;
  private @Nullable String address;

  AttachmentCases(Attachments attachments, AttachmentRows rows) {
    this.attachments = attachments;
    this.rows = rows;
  }

  @Override
  public Map<String, Maker> cases() {
    String upload = TusApi.PATH + "/" + UUID.randomUUID();
    Map<String, Maker> cases = new HashMap<>(ofReporter(upload));
    cases.putAll(onDesk("/desk/tips/{id}/attachments/{attachmentId}"));
    cases.put(
        "GET " + ReporterFileApi.PATH + "/{id}",
        (world, owner) -> Request.of(ReporterFileApi.PATH + "/" + UUID.randomUUID()));
    cases.put(
        "POST /follow/files/{id}",
        (world, owner) -> Request.form("/follow/files/" + UUID.randomUUID(), "code", "1"));
    cases.put(
        "POST /desk/tips/{id}/files",
        (world, owner) ->
            new Request(
                "/desk/tips/" + world.tip().id() + "/files",
                """
                --x\r
                Content-Disposition: form-data; name="files"; filename="a.txt"\r
                \r
                abc\r
                --x--\r
                """,
                "multipart/form-data; boundary=x"));
    return cases;
  }

  private static Map<String, Maker> ofReporter(String upload) {
    return Map.of(
        "POST " + TusApi.PATH + "/{id}",
        (world, owner) -> Request.of(upload),
        "POST /follow/files",
        (world, owner) ->
            new Request(
                "/follow/files",
                """
                --x\r
                Content-Disposition: form-data; name="code"\r
                \r
                %s\r
                --x\r
                Content-Disposition: form-data; name="files"; filename="a.txt"\r
                \r
                abc\r
                --x--\r
                """
                    .formatted(world.tip().code().grouped()),
                "multipart/form-data; boundary=x"),
        "OPTIONS " + TusApi.PATH,
        (world, owner) -> Request.of(TusApi.PATH),
        "POST " + TusApi.PATH,
        (world, owner) -> Request.of(TusApi.PATH),
        "PATCH " + TusApi.PATH + "/{id}",
        (world, owner) -> Request.of(upload),
        "DELETE " + TusApi.PATH + "/{id}",
        (world, owner) -> Request.of(upload));
  }

  private Map<String, Maker> onDesk(String desk) {
    return Map.of(
        "GET " + desk,
        (world, owner) -> Request.of(cleaned(world)),
        "GET " + desk + "/thumbnail",
        (world, owner) -> Request.of(cleaned(world) + "/thumbnail"),
        "GET " + desk + "/original",
        (world, owner) -> Request.of(cleaned(world) + "/original"),
        "POST " + desk + "/original",
        (world, owner) -> Request.form(cleaned(world) + "/original", "reason", "Cần làm chứng cứ"));
  }

  /** One and the same for all questions: opening changes nothing, and cleaning takes its time. */
  private synchronized String cleaned(AccessWorld world) {
    if (address == null) {
      UUID tip = world.tip().id();
      UUID id = UuidCreator.getTimeOrderedEpoch();
      byte[] picture = Samples.png();
      try {
        attachments.begin(tip, Bringer.REPORTER, id, AccessWorld.MARKER + ".png", picture.length);
        var unused = attachments.append(tip, id, 0, new ByteArrayInputStream(picture));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> rows.byId(id).orElseThrow().state() == Attachment.State.CLEANED);
      address = "/desk/tips/" + tip + "/attachments/" + id;
    }
    return address;
  }
}
