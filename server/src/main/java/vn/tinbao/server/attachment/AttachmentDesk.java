package vn.tinbao.server.attachment;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.sms.db.SqlTime;

/**
 * Staff's door to attachments: the cleaned copy for whoever may open the tip's attachments, the
 * original for whoever may take out evidence, with a reason. Every opening is an audit row in the
 * transaction that allows it.
 */
@Singleton
public class AttachmentDesk {
  /** Longest reason, in characters. */
  public static final int MOST_CHARACTERS = 1_000;

  private static final String REASON = "attachment_opening.reason";

  private final AttachmentRows rows;
  private final Chunks chunks;
  private final Attachments attachments;
  private final TipDesk tips;
  private final TipAccess access;
  private final Audit audit;
  private final Clock clock;

  AttachmentDesk(
      AttachmentRows rows,
      Chunks chunks,
      Attachments attachments,
      TipDesk tips,
      TipAccess access,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.chunks = chunks;
    this.attachments = attachments;
    this.tips = tips;
    this.access = access;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Bytes for somebody who may have them; read piece by piece while they are sent.
   *
   * @param name with the extension of what it is
   */
  public record Opened(String name, FileKind kind, long length, InputStream bytes) {

    @Override
    public String toString() {
      return "Opened[" + kind + "]";
    }
  }

  /**
   * An attachment with the hash of its original.
   *
   * @param sha256 hexadecimal
   */
  public record Evidence(Attachment attachment, String sha256) {

    @Override
    public String toString() {
      return "Evidence[" + attachment.id() + "]";
    }
  }

  /** What a tip has, complete or not; empty too for who may not open attachments of it. */
  public List<Attachment> ofTip(StaffMember viewer, UUID tipId) {
    return access.may(viewer, tipId, Action.ATTACHMENT_OPEN) ? attachments.ofTip(tipId) : List.of();
  }

  /**
   * Gives a file to the reporter, who gets the cleaned copy of it once it is made. Blocks while the
   * file arrives.
   *
   * @param form id of the form, so that posting it again gives nothing twice; null without one
   * @return the attachment's id; empty when the viewer may not act on this tip
   * @throws Refusal as {@link Attachments#takeWhole}
   * @throws IOException when the sender broke off
   */
  public Optional<UUID> give(
      StaffMember viewer, UUID tipId, @Nullable UUID form, String name, InputStream bytes)
      throws IOException {
    return tips.mayAct(viewer, tipId)
        ? Optional.of(attachments.takeWhole(tipId, Bringer.agency(viewer.id()), form, name, bytes))
        : Optional.empty();
  }

  /** Whether this person may take out originals of this tip. */
  public boolean mayOpenOriginals(StaffMember viewer, UUID tipId) {
    return access.may(viewer, tipId, Action.ATTACHMENT_ORIGINAL);
  }

  /** The cleaned copy; empty when there is none or the viewer may not open it. */
  @Transactional
  public Optional<Opened> copy(StaffMember viewer, UUID tipId, UUID id) {
    Optional<Opened> opened = cleaned(viewer, tipId, id, Part.CLEANED);
    opened.ifPresent(copy -> record(viewer, "ATTACHMENT_OPENED", tipId, id));
    return opened;
  }

  /**
   * The small picture of the cleaned copy. It is part of the tip's page, whose opening is recorded,
   * so that this one is not.
   */
  @Transactional
  public Optional<Opened> thumbnail(StaffMember viewer, UUID tipId, UUID id) {
    return cleaned(viewer, tipId, id, Part.THUMBNAIL);
  }

  /** What is told of an original before somebody takes it out. */
  @Transactional
  public Optional<Evidence> evidence(StaffMember viewer, UUID tipId, UUID id) {
    return complete(viewer, tipId, id, Action.ATTACHMENT_ORIGINAL)
        .map(
            row -> {
              TipKey key = tips.key(tipId);
              return new Evidence(
                  Attachments.attachment(row, key),
                  HexFormat.of()
                      .formatHex(key.openBytes(row.digest(), Attachments.DIGEST, row.id())));
            });
  }

  /**
   * The original as it came, with all that it tells about its maker.
   *
   * @param reason in the person's own words, kept sealed
   */
  @Transactional
  public Optional<Opened> original(StaffMember viewer, UUID tipId, UUID id, String reason) {
    return complete(viewer, tipId, id, Action.ATTACHMENT_ORIGINAL)
        .map(
            row -> {
              TipKey key = tips.key(tipId);
              UUID opening = UuidCreator.getTimeOrderedEpoch();
              rows.addOpening(
                  opening, id, viewer.id(), key.seal(reason, REASON, opening), SqlTime.now(clock));
              record(viewer, "ATTACHMENT_ORIGINAL_OPENED", tipId, id);
              return new Opened(
                  key.open(row.name(), Attachments.NAME, id),
                  row.kind(),
                  row.length(),
                  chunks.stream(key, id, Part.ORIGINAL, row.length()));
            });
  }

  private Optional<Opened> cleaned(StaffMember viewer, UUID tipId, UUID id, Part part) {
    return complete(viewer, tipId, id, Action.ATTACHMENT_OPEN)
        .filter(row -> row.state() == Attachment.State.CLEANED)
        .flatMap(
            row -> {
              FileKind kind = part == Part.THUMBNAIL ? FileKind.JPEG : row.cleanKind();
              long length = part == Part.THUMBNAIL ? row.thumbnailLength() : row.cleanLength();
              if (kind == null || length == 0) {
                return Optional.empty();
              }
              TipKey key = tips.key(tipId);
              String name = key.open(row.name(), Attachments.NAME, id);
              return Optional.of(
                  new Opened(
                      FileNames.withExtension(name, kind),
                      kind,
                      length,
                      chunks.stream(key, id, part, length)));
            });
  }

  private Optional<AttachmentRows.Row> complete(
      StaffMember viewer, UUID tipId, UUID id, Action action) {
    if (!access.may(viewer, tipId, action)) {
      return Optional.empty();
    }
    return rows.byId(id)
        .filter(row -> row.tipId().equals(tipId) && row.state() != Attachment.State.ARRIVING);
  }

  /** Of the tip, for its "who opened this", and of the file, to tell which. */
  private void record(StaffMember viewer, String action, UUID tipId, UUID id) {
    audit.record(viewer.id(), action, "TIP", tipId.toString());
    audit.record(viewer.id(), action, "ATTACHMENT", id.toString());
  }
}
