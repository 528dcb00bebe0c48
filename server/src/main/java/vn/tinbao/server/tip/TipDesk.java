package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.clocks.TipClock;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.routing.RoutingDecision;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/**
 * Staff's door to tips: a tip with all that one may see, a word to its reporter. Who may, says
 * {@link TipAccess}; whoever opens a tip leaves an audit row.
 */
@Singleton
public class TipDesk {
  private final TipRows rows;
  private final TipMessages messages;
  private final TipTexts texts;
  private final TipAccess access;
  private final TipVault vault;
  private final Audit audit;
  private final Catalogue catalogue;
  private final TipJson json;
  private final TipClocks clocks;
  private final Live live;
  private final BeanProvider<LegalCourse> course;
  private final Clock clock;

  TipDesk(
      TipRows rows,
      TipMessages messages,
      TipTexts texts,
      TipAccess access,
      TipVault vault,
      Audit audit,
      Catalogue catalogue,
      TipJson json,
      TipClocks clocks,
      Live live,
      BeanProvider<LegalCourse> course,
      Clock clock) {
    this.rows = rows;
    this.messages = messages;
    this.texts = texts;
    this.access = access;
    this.vault = vault;
    this.audit = audit;
    this.catalogue = catalogue;
    this.json = json;
    this.clocks = clocks;
    this.live = live;
    this.course = course;
    this.clock = clock;
  }

  /**
   * One line of the queue: nothing of the report's words.
   *
   * @param place full name of the place, null when unknown
   * @param leading whether the viewer's agency leads it
   * @param restricted whether only named people may open it
   * @param opens whether the viewer may; when not, what would tell of the tip is empty here too
   * @param since when it came to the viewer's agency: the order of the queue
   * @param dueAt when the first open clock runs out, null when none is open
   */
  public record Line(
      UUID id,
      Channel channel,
      String state,
      List<Category> categories,
      int urgency,
      boolean child,
      @Nullable String place,
      boolean placeAmbiguous,
      String leadAgency,
      boolean leading,
      boolean fallback,
      @Nullable String attention,
      boolean restricted,
      boolean opens,
      Instant receivedAt,
      Instant since,
      @Nullable Instant dueAt,
      @Nullable String clock) {}

  /** One fact of the timeline. {@code data} is a JSON object of codes and ids. */
  public record EventLine(Instant at, String kind, @Nullable UUID staffId, String data) {}

  /**
   * A tip, opened.
   *
   * @param understood signs and places; spans point into {@code understoodText}
   * @param understoodText the reporter's words as they were read together
   * @param told where, as the sender told it apart from the story; null when they did not
   * @param mayAct whether the viewer may answer and assign: of the lead or a supporting agency
   * @param identityGiven whether the reporter said who they are; the identity itself is not here
   */
  public record View(
      UUID id,
      Channel channel,
      String state,
      List<Category> categories,
      int urgency,
      boolean immediateDanger,
      boolean child,
      @Nullable Long unitId,
      @Nullable String place,
      boolean placeAmbiguous,
      @Nullable ToldPlace told,
      String leadAgencyId,
      String leadAgency,
      List<String> supportingAgencies,
      boolean fallback,
      List<String> reasons,
      @Nullable String ruleId,
      Understood understood,
      String understoodText,
      List<Dialogue.Line> dialogue,
      List<TipClock> clocks,
      List<EventLine> timeline,
      @Nullable String attention,
      boolean identityGiven,
      boolean canBeTexted,
      boolean mayAct,
      String sourceKind,
      Instant receivedAt,
      int version) {

    @Override
    public String toString() {
      return "View[" + id + "]";
    }
  }

  /** The mark that makes a tip stand out at the desk. */
  public enum Attention {
    KEEP,
    CLEAR,
    NEW_MESSAGE,
    OFFER_EXPIRED,
    OFFER_DECLINED,
    TASK_WITHDRAWN,
    HEIR_WANTED,
    REPLY_LOST,
    MESSAGES_WAIT
  }

  /** Ids of tips of the viewer's queue that changed, from now on. */
  public Flux<String> changes(StaffMember viewer) {
    return live.stream(TipWriter.DESK + viewer.agencyId());
  }

  /**
   * Opens a tip for this viewer and writes that into the audit in the same transaction.
   *
   * @return empty when there is no such tip or the viewer's agency has no part in it
   */
  @Transactional
  public Optional<View> open(StaffMember viewer, UUID tipId) {
    Optional<TipRows.Row> found = rows.byId(tipId).filter(tip -> access.mayOpen(viewer, tip.id()));
    found.ifPresent(tip -> audit.record(viewer.id(), "TIP_OPENED", "TIP", tip.id().toString()));
    return found.map(tip -> view(viewer, tip));
  }

  /**
   * A word to the reporter, by whatever channel they are on. Whoever asked something is answered by
   * it: the clocks are told.
   *
   * @param messageId UUIDv7 of the form: the same twice is said once
   * @return empty when the viewer may not act on this tip
   */
  @Transactional
  public Optional<Dialogue.Line> reply(
      StaffMember viewer, UUID tipId, UUID messageId, String text) {
    Optional<Dialogue.Line> said = send(viewer, tipId, messageId, text);
    said.ifPresent(line -> clocks.on(tipId, LegalEvent.ANSWERED, line.at()));
    return said;
  }

  /**
   * A notice to the reporter in set words, by whatever channel they are on: it answers nothing that
   * was asked, but whoever sent it looked.
   *
   * @param messageId as for {@link #reply}
   * @return as of {@link #reply}
   */
  @Transactional
  public Optional<Dialogue.Line> notice(
      StaffMember viewer, UUID tipId, UUID messageId, String text) {
    return send(viewer, tipId, messageId, text);
  }

  private Optional<Dialogue.Line> send(
      StaffMember viewer, UUID tipId, UUID messageId, String text) {
    return rows.byId(tipId)
        .filter(tip -> mayAct(viewer, tip.id()))
        .flatMap(tip -> messages.fromStaff(tip.id(), messageId, viewer.id(), text, false));
  }

  /** Whether this member of staff may answer and assign on this tip. */
  public boolean mayAct(StaffMember viewer, UUID tipId) {
    return access.mayAct(viewer, tipId);
  }

  /**
   * Keeps everybody else from changing this tip, its agencies and its tasks, and all tips that hang
   * together with it by merges and splits, until the running transaction ends. Whoever locks more
   * than that holds the tip first.
   */
  public void hold(UUID tipId) {
    var unused = rows.lock(tipId);
  }

  /** The same for several tips: whoever changes more than one takes them by one call. */
  public void hold(Collection<UUID> tipIds) {
    if (!tipIds.isEmpty()) {
      var unused =
          rows.lockAll(tipIds.stream().map(UUID::toString).collect(Collectors.joining(",")));
    }
  }

  /**
   * A word to the reporter of this tip from somebody who need not have a part in it, for a room
   * that has checked why: a notice on a part goes to the reporter of the whole. What the desk must
   * look at stays marked.
   *
   * @param messageId UUIDv7 of the form: the same twice is said once
   * @return empty when the id belongs to a message of another tip
   */
  @Transactional
  public Optional<Dialogue.Line> tell(StaffMember viewer, UUID tipId, UUID messageId, String text) {
    return messages.fromStaff(tipId, messageId, viewer.id(), text, true);
  }

  /** Ids of the agencies that have a part in it now. */
  public List<String> agencies(UUID tipId) {
    return rows.agencies(tipId);
  }

  /** The language its reporter reads: {@code vi} or {@code en}. */
  public String language(UUID tipId) {
    return rows.language(tipId).orElse("vi");
  }

  /** The reporter's words, opened for a room that has checked who asks (assignment). */
  public Optional<String> narrative(UUID tipId) {
    return rows.byId(tipId).map(tip -> reporterWords(messages.open(tip)));
  }

  /** Where, as the reporter told it apart from the story; for rooms that have checked who asks. */
  public Optional<ToldPlace> told(UUID tipId) {
    return rows.byId(tipId).flatMap(tip -> texts.place(tipId, vault.open(tipId, tip.wrapped())));
  }

  /** What the queue shows of one tip, without a viewer: for rooms that have checked who asks. */
  public Optional<Line> line(UUID tipId) {
    CatalogueSnapshot snapshot = catalogue.now();
    return rows.byId(tipId)
        .map(
            tip ->
                new Line(
                    tip.id(),
                    Channel.valueOf(tip.channel()),
                    tip.state(),
                    categories(tip.categories()),
                    tip.urgency(),
                    tip.child(),
                    place(snapshot, tip.unitId(), tip.enteredUnitId()),
                    tip.placeAmbiguous(),
                    agencyName(snapshot, tip.leadAgencyId()),
                    true,
                    tip.fallback(),
                    tip.attention(),
                    false,
                    true,
                    tip.receivedAt(),
                    tip.receivedAt(),
                    null,
                    null));
  }

  /**
   * Writes a fact into the timeline, from a higher room and in its transaction.
   *
   * @param attention what the desk must look at now
   * @param state as {@link #enter}, null to leave it
   */
  public void record(
      UUID tipId,
      String kind,
      @Nullable UUID staffId,
      String data,
      Attention attention,
      @Nullable String state) {
    Instant now = SqlTime.now(clock);
    rows.addEvent(UuidCreator.getTimeOrderedEpoch(), tipId, now, kind, staffId, data);
    if (attention != Attention.KEEP) {
      rows.attention(tipId, attention == Attention.CLEAR ? null : attention.name(), now);
    }
    if (state != null) {
      enter(tipId, state);
    }
    changed(tipId);
  }

  /**
   * Brings a tip into the state to which its last legal step leads: for the room that keeps them.
   *
   * @throws IllegalStateException when no step leads there
   */
  public void enter(UUID tipId, String state) {
    if (!course.get().ledTo(tipId, state)) {
      throw new IllegalStateException("No legal step leads tip " + tipId + " to " + state);
    }
    rows.state(tipId, state, SqlTime.now(clock));
  }

  /** What kind of source it is by law (BLTTHS art. 144): code of the column. */
  @Transactional
  public String sourceKind(UUID tipId) {
    return rows.sourceKind(tipId);
  }

  /** Says so; in the transaction of the legal step that does. */
  public void sourceKind(UUID tipId, String kind) {
    var unused = rows.sourceKind(tipId, kind, SqlTime.now(clock));
  }

  /** Tells open desks that this tip is worth another look, once the transaction has committed. */
  public void changed(UUID tipId) {
    for (String agency : rows.agencies(tipId)) {
      live.afterCommit(TipWriter.DESK + agency, tipId.toString());
    }
  }

  /** Seals a note of another room under the tip's key. */
  public byte[] seal(UUID tipId, String text, String column, UUID row) {
    return key(tipId).seal(text, column, row);
  }

  /** Opens what {@link #seal} made. */
  public String unseal(UUID tipId, byte[] sealed, String column, UUID row) {
    return key(tipId).open(sealed, column, row);
  }

  /**
   * The open key of a tip, for a room that seals more under it than notes.
   *
   * @throws java.util.NoSuchElementException when there is no such tip or its key is gone
   */
  public TipKey key(UUID tipId) {
    return vault.open(tipId, rows.byId(tipId).orElseThrow().wrapped());
  }

  private View view(StaffMember viewer, TipRows.Row tip) {
    CatalogueSnapshot snapshot = catalogue.now();
    TipKey key = vault.open(tip.id(), tip.wrapped());
    TipRows.SealedReading sealed = rows.newestReading(tip.id()).orElseThrow();
    Understood understood =
        json.read(
            key.open(sealed.understood(), TipRows.READING_UNDERSTOOD, sealed.id()),
            Understood.class);
    RoutingDecision decision = json.read(sealed.decision(), RoutingDecision.class);
    List<Dialogue.Line> dialogue = messages.open(tip);
    return new View(
        tip.id(),
        Channel.valueOf(tip.channel()),
        tip.state(),
        categories(tip.categories()),
        tip.urgency(),
        tip.immediateDanger(),
        tip.child(),
        tip.unitId(),
        place(snapshot, tip.unitId(), tip.enteredUnitId()),
        tip.placeAmbiguous(),
        texts.place(tip.id(), key).orElse(null),
        tip.leadAgencyId(),
        agencyName(snapshot, tip.leadAgencyId()),
        rows.supporting(tip.id()).stream().map(id -> agencyName(snapshot, id)).toList(),
        tip.fallback(),
        decision.reasons(),
        decision.ruleId(),
        understood,
        reporterWords(dialogue),
        dialogue,
        clocks.of(tip.id()),
        rows.events(tip.id()).stream()
            .map(e -> new EventLine(e.at(), e.kind(), e.staffId(), e.data()))
            .toList(),
        tip.attention(),
        rows.identityGiven(tip.id()),
        rows.contact(tip.id()).isPresent(),
        mayAct(viewer, tip.id()),
        rows.sourceKind(tip.id()),
        tip.receivedAt(),
        tip.version());
  }

  private static String reporterWords(List<Dialogue.Line> dialogue) {
    StringBuilder words = new StringBuilder();
    for (Dialogue.Line line : dialogue) {
      if (line.from() == Dialogue.From.REPORTER) {
        words.append(words.isEmpty() ? "" : "\n").append(line.text());
      }
    }
    return words.toString();
  }

  private static List<Category> categories(String[] names) {
    List<Category> categories = new ArrayList<>(names.length);
    for (String name : names) {
      categories.add(Category.valueOf(name));
    }
    return categories;
  }

  private static @Nullable String place(
      CatalogueSnapshot snapshot, @Nullable Long unitId, @Nullable Long enteredUnitId) {
    return snapshot
        .unit(unitId == null ? enteredUnitId : unitId)
        .map(snapshot::fullPlace)
        .orElse(null);
  }

  private static String agencyName(CatalogueSnapshot snapshot, String agencyId) {
    return snapshot.agency(agencyId).map(Agency::name).orElse(agencyId);
  }
}
