package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.JsonType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.capture.Captures;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.Upload;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.store.Changes;
import vn.tinbao.mobile.store.Delivery;
import vn.tinbao.mobile.store.Outbox;
import vn.tinbao.mobile.store.Parcel;
import vn.tinbao.mobile.store.SealedFiles;
import vn.tinbao.mobile.store.Vault;

/**
 * The files of this phone's tips, which {@code capture} cleaned and sealed: sent piece by piece
 * once the server has the tip, removed from the phone when the server has them whole. They have an
 * outbox of their own, so that a film does not keep words waiting.
 *
 * <p>Listeners run on the screen thread.
 */
public final class FileBook implements AutoCloseable {
  private static final long MIB = 1024L * 1024;

  /** The server's limits: one file, all files of a tip, how many. */
  static final Captures.Limits LIMITS = new Captures.Limits(100 * MIB, 400 * MIB, 20);

  private static final String UPLOAD = "upload";
  private static final JsonType<OutgoingFile> OUTGOING = Codec.of(OutgoingFile.class);
  private static final Set<Integer> FINAL = Set.of(400, 404, 409, 413, 422);
  private static final Set<Integer> FINAL_FOR_A_PIECE = Set.of(400, 413);

  private final Api api;
  private final Clock clock;
  private final SealedFiles sealed;
  private final Function<String, Optional<String>> codeOfTip;
  private final BiConsumer<String, AttachedFile> whole;
  private final Outbox uploads;
  private final Changes changes;
  private final Map<String, Long> arrived = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param codeOfTip the receipt code of a tip, once the server has the tip
   * @param whole is told, on another thread, of each file that the server has whole, and of its tip
   */
  FileBook(
      Vault vault,
      Api api,
      Clock clock,
      Backoff backoff,
      Executor screen,
      Function<String, Optional<String>> codeOfTip,
      BiConsumer<String, AttachedFile> whole) {
    this.api = api;
    this.clock = clock;
    this.sealed = vault.files();
    this.codeOfTip = codeOfTip;
    this.whole = whole;
    this.uploads = new Outbox(vault, "uploads/", this::deliver, backoff, screen);
    this.changes = new Changes(screen);
    uploads.onChange(changes::fire);
  }

  /**
   * Removes what a phone that died left of files that belong to nothing, and starts sending.
   *
   * @param given names of files that the agency gave
   * @param onTheirWay names of sealed files that are being written
   */
  void start(Collection<AttachedFile> ofDraft, Set<String> given, Set<String> onTheirWay) {
    Set<String> wanted = new HashSet<>(given);
    ofDraft.forEach(file -> wanted.add(file.id()));
    uploads.all().forEach(parcel -> wanted.add(parcel.id()));
    sealed.keepOnly(wanted, onTheirWay);
    uploads.start();
  }

  /** Removes sealed files that belong to no tip yet. */
  void drop(List<AttachedFile> files) {
    for (AttachedFile file : files) {
      uploads.dismiss(file.id());
      sealed.delete(file.id());
      arrived.remove(file.id());
    }
  }

  /**
   * Puts files on their way to a tip; on return they survive the phone dying. They wait until the
   * server has the tip.
   *
   * @param receiptCode null while it is not known
   */
  void send(String tipId, @Nullable String receiptCode, List<AttachedFile> files) {
    for (AttachedFile file : files) {
      uploads
          .find(file.id())
          .filter(known -> !OUTGOING.fromJson(known.body()).tipId().equals(tipId))
          .ifPresent(ofAnotherTip -> uploads.dismiss(file.id()));
      String body = OUTGOING.toJson(new OutgoingFile(tipId, receiptCode, file));
      uploads.put(Parcel.of(file.id(), UPLOAD, file.id(), body, clock.instant()));
    }
  }

  /** Files of that tip that the server does not have whole. */
  public List<AttachedFile> outgoing(String tipId) {
    return uploads.all().stream()
        .map(parcel -> OUTGOING.fromJson(parcel.body()))
        .filter(outgoing -> outgoing.tipId().equals(tipId))
        .map(OutgoingFile::file)
        .toList();
  }

  /** Bytes of a file that the server has for certain. */
  public long arrived(String fileId) {
    return arrived.getOrDefault(fileId, 0L);
  }

  /** Why the server will not take a file. */
  public Optional<String> refusal(String fileId) {
    return uploads.find(fileId).map(Parcel::refusal);
  }

  /** How many files are still on their way. */
  public int unsent() {
    return uploads.unsent();
  }

  void sendNow() {
    uploads.nudge();
  }

  /** Removes everything of that tip that is not with the server. */
  void forget(String tipId) {
    drop(outgoing(tipId));
  }

  /** Takes the files of a tip back, so that they can go with another one. */
  List<AttachedFile> takeBack(String tipId) {
    List<AttachedFile> files = outgoing(tipId);
    files.forEach(file -> uploads.dismiss(file.id()));
    return files;
  }

  public Runnable onChange(Runnable listener) {
    return changes.listen(listener);
  }

  @Override
  public void close() {
    closed = true;
    uploads.close();
  }

  // ---- the courier

  private Delivery deliver(Parcel parcel) {
    OutgoingFile outgoing = OUTGOING.fromJson(parcel.body());
    String code =
        outgoing.receiptCode() == null
            ? codeOfTip.apply(outgoing.tipId()).orElse(null)
            : outgoing.receiptCode();
    return code == null ? new Delivery.Held() : upload(outgoing.tipId(), code, outgoing.file());
  }

  private Delivery upload(String tipId, String code, AttachedFile file) {
    Upload.End end =
        Upload.send(
            new ToTip(code, file),
            offset -> open(file, offset),
            file.length(),
            () -> closed,
            at -> progress(file, at));
    if (end instanceof Upload.End.Stopped stopped) {
      return outcome(stopped.answer(), stopped.begun() ? FINAL_FOR_A_PIECE : FINAL);
    }
    if (end instanceof Upload.End.Broken) {
      return sealed.contains(file.id()) ? new Delivery.Again(null) : new Delivery.Refused("");
    }
    whole.accept(tipId, file);
    sealed.delete(file.id());
    arrived.remove(file.id());
    return new Delivery.Acknowledged();
  }

  private InputStream open(AttachedFile file, long offset) throws IOException {
    if (!sealed.contains(file.id())) {
      throw new NoSuchFileException("sealed file");
    }
    return sealed.open(file.id(), offset);
  }

  /** The way of one file. */
  private final class ToTip implements Upload.Line {
    private final String code;
    private final AttachedFile file;

    ToTip(String code, AttachedFile file) {
      this.code = code;
      this.file = file;
    }

    @Override
    public Answer<Long> begin() {
      return api.beginUpload(code, file.id(), file.name(), file.length());
    }

    @Override
    public Answer<Long> add(long offset, byte[] piece) {
      return api.continueUpload(code, file.id(), offset, piece, file.length());
    }
  }

  private void progress(AttachedFile file, long at) {
    arrived.put(file.id(), at);
    changes.fire();
  }

  private static Delivery outcome(Answer<?> answer, Set<Integer> finalStatuses) {
    if (answer instanceof Answer.Refused<?> no) {
      return finalStatuses.contains(no.status())
          ? new Delivery.Refused(no.sentence())
          : new Delivery.Again(null);
    }
    return new Delivery.Again(answer instanceof Answer.Later<?> later ? later.notBefore() : null);
  }
}
