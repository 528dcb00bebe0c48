package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.JsonType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.capture.Captures;
import vn.tinbao.mobile.capture.Underway;
import vn.tinbao.mobile.capture.Whose;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.wire.Dialogue;
import vn.tinbao.mobile.net.wire.DialogueMessage;
import vn.tinbao.mobile.net.wire.FileDoc;
import vn.tinbao.mobile.net.wire.FirstCodeExchange;
import vn.tinbao.mobile.net.wire.NewMessage;
import vn.tinbao.mobile.net.wire.ReceiptCodeDoc;
import vn.tinbao.mobile.net.wire.TipReceipt;
import vn.tinbao.mobile.net.wire.TipRequest;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.store.Changes;
import vn.tinbao.mobile.store.Delivery;
import vn.tinbao.mobile.store.Outbox;
import vn.tinbao.mobile.store.Parcel;
import vn.tinbao.mobile.store.Scribe;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.FirstCode;
import vn.tinbao.mobile.text.Language;
import vn.tinbao.mobile.text.ReceiptCode;

/**
 * The tips of this phone: the one being written, those on their way, those the server has. A tip is
 * encrypted on the phone before any network is touched and stays until the server acknowledged it;
 * from then on the code is kept, and the dialogue as the server tells it.
 *
 * <p>Methods that ask the server block; they say so. Listeners run on the screen thread.
 */
public final class TipBook implements AutoCloseable {
  private static final String DRAFT = "draft";
  private static final String TIP = "tip";
  private static final String MESSAGE = "message";
  private static final String MESSAGE_DRAFT = "message-draft/";
  private static final String CLAIM = "claim/";
  private static final JsonType<TipRequest> REQUEST = Codec.of(TipRequest.class);
  private static final JsonType<OutgoingMessage> OUTGOING = Codec.of(OutgoingMessage.class);

  /** What the server says when the tip itself is the trouble; anything else may pass. */
  private static final Set<Integer> FINAL_FOR_A_TIP = Set.of(400, 409, 413, 422);

  private static final Set<Integer> FINAL_FOR_A_MESSAGE = Set.of(400, 404, 409, 413, 422);

  private final Api api;
  private final Clock clock;
  private final Vault vault;
  private final Scribe scribe;
  private final TypedRecords<Draft> drafts;
  private final TypedRecords<ReceivedTip> received;

  /** The communes picked for tips on their way: a tip itself knows only the code. */
  private final TypedRecords<UnitFound> picked;

  private final Map<String, ReceivedTip> lookedUp = new ConcurrentHashMap<>();
  private final Outbox outbox;
  private final FileBook files;
  private final Captures captures;
  private final GivenFiles given;
  private final Changes changes;
  private Draft draft;

  /**
   * @param machine camera, gallery and microphone
   * @param underway of this vault, the same after a lock as before
   */
  public TipBook(
      Vault vault,
      Api api,
      Clock clock,
      Backoff backoff,
      Executor screen,
      Capture machine,
      Underway underway) {
    this.api = api;
    this.clock = clock;
    this.vault = vault;
    this.scribe = new Scribe(vault);
    this.drafts = new TypedRecords<>(vault, "", Codec.of(Draft.class));
    this.received = new TypedRecords<>(vault, "received/", Codec.of(ReceivedTip.class));
    this.picked = new TypedRecords<>(vault, "picked/", Codec.of(UnitFound.class));
    this.outbox = new Outbox(vault, this::deliver, backoff, screen);
    this.files =
        new FileBook(
            vault,
            api,
            clock,
            backoff,
            screen,
            id -> received.get(id).map(ReceivedTip::receiptCode),
            (id, file) -> update(id, tip -> tip.with(withServer(file))));
    this.captures =
        new Captures(
            vault, machine, underway, screen, FileBook.LIMITS, new FilesOfTips(), null, clock);
    this.changes = new Changes(screen);
    this.given = new GivenFiles(api, vault.files(), changes::fire);
    this.draft = drafts.get(DRAFT).filter(this::stillUnsent).orElseGet(Draft::blank);
    outbox.onChange(changes::fire);
    files.onChange(changes::fire);
  }

  /** A draft outlives its sending when the phone dies between the two; then it is not one. */
  private boolean stillUnsent(Draft kept) {
    boolean sent = outbox.find(kept.id()).isPresent() || received.get(kept.id()).isPresent();
    if (sent) {
      scribe.drop(DRAFT);
    }
    return !sent;
  }

  public void start() {
    outbox.start();
    captures.start();
    files.start(draft.files(), GivenFiles.names(received.all()), captures.wanted());
  }

  /** What is being photographed, recorded or sealed for these tips. */
  public Captures captures() {
    return captures;
  }

  /** What the agencies gave to the reporter. */
  GivenFiles given() {
    return given;
  }

  /**
   * Fetches a file that the agency gave in the dialogue of that tip. Blocks.
   *
   * @throws VaultException when the phone cannot keep it
   */
  GivenFiles.End fetch(String id, FileDoc file) {
    return find(id)
        .map(tip -> given.fetch(tip.receiptCode(), file, () -> find(id).isPresent()))
        .orElse(GivenFiles.End.GONE);
  }

  /** The photos, films and recordings of these tips. */
  public FileBook files() {
    return files;
  }

  // ---- the one being written

  public Draft draft() {
    return draft;
  }

  /** Keeps the newest words; called at every keystroke. */
  void write(Draft changed) {
    draft = changed;
    scribe.keep(DRAFT, Codec.of(Draft.class).toJsonBytes(changed));
  }

  /** The same, on the disk on return; throws when the phone refuses. */
  private void writeNow(Draft changed) {
    scribe.keepNow(DRAFT, Codec.of(Draft.class).toJsonBytes(changed));
    draft = changed;
  }

  /** Whether the phone refuses to keep the draft (it is full). */
  public boolean draftInTrouble() {
    return scribe.inTrouble();
  }

  public void discardDraft() {
    captures.forget(draft.id());
    files.drop(draft.files());
    forgetDraft();
  }

  private void forgetDraft() {
    draft = Draft.blank();
    scribe.drop(DRAFT);
    changes.fire();
  }

  /** Takes a file out of the draft and off the phone. */
  void detach(AttachedFile file) {
    write(draft.withoutFile(file.id()));
    files.drop(List.of(file));
    changes.fire();
  }

  /** Where sealed files belong: into the draft, or on their way to a tip. */
  private final class FilesOfTips implements Captures.Owner {
    @Override
    public void expect(Whose whose) {
      if (draft.id().equals(whose.id())) {
        // A draft without a word is not kept otherwise.
        writeNow(draft);
      }
    }

    @Override
    public List<AttachedFile> filesOf(String id) {
      return draft.id().equals(id) ? draft.files() : files.outgoing(id);
    }

    @Override
    public int elsewhere(String id) {
      Set<String> here = new HashSet<>();
      filesOf(id).forEach(file -> here.add(file.id()));
      return (int)
          find(id).map(ReceivedTip::files).orElse(List.of()).stream()
              .filter(file -> !file.given() && !here.contains(file.id()))
              .count();
    }

    @Override
    public void attach(Whose whose, AttachedFile file) {
      if (draft.id().equals(whose.id())) {
        writeNow(draft.withFile(file));
      } else if (stage(whose.id()).isPresent() || whose.code() != null) {
        String code = find(whose.id()).map(ReceivedTip::receiptCode).orElse(whose.code());
        files.send(whose.id(), code, List.of(file));
      } else {
        // Of a draft that was thrown away meanwhile.
        files.drop(List.of(file));
      }
      changes.fire();
    }
  }

  /**
   * Hands the draft to the outbox; on return it survives the phone dying and will be sent.
   *
   * @param ifSilent stands for the story when there are only files
   * @return the tip's id
   * @throws VaultException when the phone cannot keep it; the draft still stands
   */
  public String submit(Language language, String ifSilent) {
    String id = draft.id();
    TipRequest request = draft.asRequest(language, ifSilent);
    // The files first: whatever dies in between, no tip is on its way without them.
    files.send(id, null, draft.files());
    UnitFound unit = draft.where().unit();
    if (unit != null) {
      picked.put(id, unit);
    }
    outbox.put(Parcel.of(id, TIP, id, REQUEST.toJson(request), clock.instant()));
    forgetDraft();
    return id;
  }

  /**
   * Takes a refused tip back into the draft, as a new tip; whatever was in the draft is gone.
   *
   * @throws VaultException when the phone cannot keep it; then draft and tip still stand
   */
  public void correct(String id) {
    outbox
        .find(id)
        .filter(Parcel::refused)
        .ifPresent(
            parcel -> {
              List<AttachedFile> ofTip = files.outgoing(id);
              Draft before = draft;
              TipRequest refused = REQUEST.fromJson(parcel.body());
              writeNow(Draft.again(refused, picked.get(id).orElse(null), ofTip));
              files.drop(before.files().stream().filter(file -> !ofTip.contains(file)).toList());
              files.takeBack(id);
              outbox.dismiss(id);
              picked.delete(id);
            });
  }

  // ---- those on their way and those the server has

  /** Tips that the server does not have yet, oldest first. */
  public List<Parcel> waiting() {
    return outbox.all().stream().filter(parcel -> parcel.kind().equals(TIP)).toList();
  }

  /** Tips that the server has, newest first; those only looked up are not among them. */
  public List<ReceivedTip> received() {
    return received.all().stream()
        .sorted(Comparator.comparing(ReceivedTip::receivedAt).reversed())
        .toList();
  }

  public Optional<ReceivedTip> find(String id) {
    ReceivedTip passing = lookedUp.get(id);
    return passing != null ? Optional.of(passing) : received.get(id);
  }

  /** Whether the code of that tip is kept on this phone. */
  public boolean kept(String id) {
    return received.get(id).isPresent();
  }

  /** How far that tip has come; empty when this phone knows nothing of it. */
  public Optional<TipStage> stage(String id) {
    Optional<Parcel> parcel = outbox.find(id);
    if (parcel.isEmpty()) {
      return find(id).map(tip -> tip.read() ? TipStage.READ : TipStage.RECEIVED);
    }
    if (parcel.get().refused()) {
      return Optional.of(TipStage.REFUSED);
    }
    return Optional.of(outbox.sending(id) ? TipStage.SENDING : TipStage.SAVED);
  }

  /** Why the server refused a tip or a message, in its words. */
  public Optional<String> refusal(String id) {
    return outbox.find(id).map(Parcel::refusal);
  }

  /** Tips, messages and files that still have to go out. */
  public int unsent() {
    return outbox.unsent() + files.unsent();
  }

  /** Whether a tip or its code is on this phone, sent or not: they are of one server. */
  public boolean holdsTips() {
    return unsent() > 0 || !waiting().isEmpty() || !received.all().isEmpty();
  }

  /** Sends what waits without further waiting. */
  public void sendNow() {
    outbox.nudge();
    files.sendNow();
  }

  /** Removes everything about that tip from this phone; the server keeps what it has. */
  public synchronized void forget(String id) {
    outbox.all().stream()
        .filter(parcel -> parcel.lane().equals(id))
        .forEach(parcel -> outbox.dismiss(parcel.id()));
    captures.forget(id);
    files.forget(id);
    find(id).ifPresent(tip -> tip.files().stream().filter(FileDoc::given).forEach(given::delete));
    received.delete(id);
    picked.delete(id);
    lookedUp.remove(id);
    scribe.drop(MESSAGE_DRAFT + id);
    changes.fire();
  }

  // ---- dialogue

  /** Asks the server for the dialogue of a tip on this phone. Blocks. */
  public Answer<Dialogue> refresh(String id) {
    Optional<ReceivedTip> tip = find(id);
    if (tip.isEmpty()) {
      return new Answer.Later<>(null, null);
    }
    Answer<Dialogue> answer = api.follow(tip.get().receiptCode());
    answer.toOptional().ifPresent(dialogue -> update(id, old -> old.with(dialogue)));
    return answer;
  }

  /**
   * Opens the dialogue of a code that was typed in. Blocks.
   *
   * @param keep whether the code may stay on this phone
   */
  public Answer<Dialogue> lookUp(ReceiptCode code, boolean keep) {
    Answer<Dialogue> answer = api.follow(code.digits());
    answer.toOptional().ifPresent(dialogue -> add(ReceivedTip.from(code, dialogue), keep));
    return answer;
  }

  private synchronized void add(ReceivedTip tip, boolean keep) {
    if (kept(tip.id())) {
      return;
    }
    if (keep) {
      lookedUp.remove(tip.id());
      received.put(tip.id(), tip);
    } else {
      lookedUp.put(tip.id(), tip);
    }
    changes.fire();
  }

  /**
   * Exchanges the one-time code of a phone call for the receipt code, once, and opens its dialogue.
   * The claim is kept until then, so that an answer that is lost on the way can be asked for again.
   * Blocks.
   */
  public Answer<Dialogue> exchange(FirstCode code, boolean keep) {
    String record = CLAIM + code.digits();
    byte[] claim = vault.get(record).orElseGet(FirstCode::newClaim);
    vault.put(record, claim);
    Answer<ReceiptCodeDoc> answer =
        api.exchangeFirstCode(new FirstCodeExchange(code.digits(), FirstCode.encoded(claim)));
    if (answer instanceof Answer.Ok<ReceiptCodeDoc> ok) {
      Optional<ReceiptCode> receipt = ReceiptCode.parse(ok.value().receiptCode());
      Answer<Dialogue> opened =
          receipt
              .<Answer<Dialogue>>map(found -> lookUp(found, keep))
              .orElseGet(() -> new Answer.Later<>(null, null));
      if (opened instanceof Answer.Ok) {
        vault.delete(record);
      }
      return opened;
    }
    if (answer instanceof Answer.Refused<ReceiptCodeDoc> no) {
      vault.delete(record);
      return new Answer.Refused<>(no.status(), no.sentence());
    }
    return new Answer.Later<>(null, null);
  }

  /** Puts a message of the reporter on its way; on return it survives the phone dying. */
  public void say(String id, String text) {
    ReceivedTip tip = find(id).orElseThrow();
    NewMessage message = new NewMessage(UUID.randomUUID().toString(), text.strip());
    String body = OUTGOING.toJson(new OutgoingMessage(tip.receiptCode(), message));
    outbox.put(Parcel.of(message.id(), MESSAGE, id, body, clock.instant()));
  }

  /** What was typed into that dialogue and not sent yet. */
  public String messageDraft(String id) {
    return vault
        .get(MESSAGE_DRAFT + id)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  /** Keeps what is being typed, unless the code itself may not stay on this phone. */
  void keepMessageDraft(String id, String text) {
    if (text.isEmpty()) {
      scribe.drop(MESSAGE_DRAFT + id);
    } else if (kept(id)) {
      scribe.keep(MESSAGE_DRAFT + id, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Messages of the reporter that the server does not have yet. */
  public List<DialogueMessage> outgoing(String id) {
    return outbox.all().stream()
        .filter(parcel -> parcel.lane().equals(id) && parcel.kind().equals(MESSAGE))
        .map(
            parcel ->
                new DialogueMessage(
                    parcel.id(),
                    "REPORTER",
                    OUTGOING.fromJson(parcel.body()).message().text(),
                    parcel.savedAt()))
        .toList();
  }

  public void dropMessage(String messageId) {
    outbox.dismiss(messageId);
  }

  void markSeen(String id) {
    if (find(id).filter(tip -> tip.unread() > 0).isPresent()) {
      update(id, ReceivedTip::allSeen);
    }
  }

  public Runnable onChange(Runnable listener) {
    return changes.listen(listener);
  }

  /** Returns when everything typed so far is on the disk. Blocks. */
  public void flush() {
    scribe.flush();
  }

  /** Writes the last words of the draft and sends nothing more. */
  @Override
  public void close() {
    captures.close();
    scribe.close();
    outbox.close();
    given.close();
    files.close();
  }

  // ---- the courier

  private static FileDoc withServer(AttachedFile file) {
    return new FileDoc(file.id(), file.name(), file.length(), file.length(), true, null, null);
  }

  private Delivery deliver(Parcel parcel) {
    return parcel.kind().equals(TIP) ? deliverTip(parcel) : deliverMessage(parcel);
  }

  private Delivery deliverTip(Parcel parcel) {
    Answer<TipReceipt> answer = api.report(REQUEST.fromJson(parcel.body()));
    if (answer instanceof Answer.Ok<TipReceipt> ok) {
      keepReceipt(parcel, ok.value());
    }
    return outcome(answer, FINAL_FOR_A_TIP);
  }

  private synchronized void keepReceipt(Parcel parcel, TipReceipt receipt) {
    // Unless the person removed it from the phone while it was on the line.
    if (outbox.find(parcel.id()).isPresent()) {
      received.put(receipt.id(), ReceivedTip.from(receipt));
      picked.delete(parcel.id());
      files.sendNow();
    }
  }

  private Delivery deliverMessage(Parcel parcel) {
    OutgoingMessage outgoing = OUTGOING.fromJson(parcel.body());
    Answer<DialogueMessage> answer = api.write(outgoing.receiptCode(), outgoing.message());
    answer.toOptional().ifPresent(kept -> update(parcel.lane(), tip -> tip.with(kept)));
    return outcome(answer, FINAL_FOR_A_MESSAGE);
  }

  private static Delivery outcome(Answer<?> answer, Set<Integer> finalStatuses) {
    if (answer instanceof Answer.Ok) {
      return new Delivery.Acknowledged();
    }
    if (answer instanceof Answer.Refused<?> no && finalStatuses.contains(no.status())) {
      return new Delivery.Refused(no.sentence());
    }
    return new Delivery.Again(answer instanceof Answer.Later<?> later ? later.notBefore() : null);
  }

  private synchronized void update(String id, UnaryOperator<ReceivedTip> change) {
    ReceivedTip passing = lookedUp.get(id);
    if (passing != null) {
      lookedUp.put(id, change.apply(passing));
    } else {
      received.get(id).ifPresent(tip -> received.put(id, change.apply(tip)));
    }
    changes.fire();
  }
}
