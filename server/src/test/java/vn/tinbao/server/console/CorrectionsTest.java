package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.BeanContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.bench.understanding.UnderstandingBench;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipCorrections;
import vn.tinbao.server.tip.TipCorrections.Outcome;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipMoves;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.server.tip.TipValues;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood.Kind;

@MicronautTest(transactional = false)
class CorrectionsTest {
  private static final String HERE = AccessWorld.HERE;
  private static final String WORDS =
      "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái 15 tuổi đi. cay-tre-trung";

  @Inject EmbeddedServer server;
  @Inject BeanContext beans;
  @Inject AccessWorld world;
  @Inject TipCorrections corrections;
  @Inject TipDesk desk;
  @Inject TipIntake intake;
  @Inject TipTransfers transfers;
  @Inject TipMoves moves;
  @Inject FollowUp followUp;
  @Inject Catalogue catalogue;
  @Inject TransactionOperations<Connection> transactions;
  @Inject JdbcOperations jdbc;

  @Test
  void the_tip_takes_a_persons_values_and_keeps_what_was_read_as_an_example() {
    UUID tip = Tips.submit(intake, WORDS).id();
    StaffMember duty = duty(HERE);
    TipDesk.View before = desk.open(duty, tip).orElseThrow();
    long elsewhere = unit("29971");

    HttpResponse<String> answer =
        post(
            duty,
            "/desk/tips/" + tip + "/correction",
            "id",
            UUID.randomUUID().toString(),
            "version",
            String.valueOf(before.version()),
            "kind",
            "HELP",
            "category",
            "SEXUAL_EXPLOITATION",
            "others",
            "CHILD",
            "urgency",
            "4",
            "child",
            "yes",
            "place",
            String.valueOf(elsewhere),
            "reason",
            "Đã gọi lại hỏi, bí-mật-lý-do");

    assertThat(answer.statusCode()).isEqualTo(303);
    TipDesk.View after = desk.open(duty, tip).orElseThrow();
    assertThat(after.unitId()).isEqualTo(elsewhere);
    assertThat(after.categories()).containsExactly(Category.SEXUAL_EXPLOITATION, Category.CHILD);
    assertThat(after.urgency()).isEqualTo(4);
    assertThat(after.leadAgencyId()).as("nothing moves by itself").isEqualTo(HERE);
    assertThat(after.timeline()).extracting(TipDesk.EventLine::kind).contains("CORRECTED");
    assertThat(text("SELECT kind || human_routed FROM tinbao.tip WHERE id = '" + tip + "'"))
        .isEqualTo("HELPtrue");
    assertThat(count("tinbao.audit WHERE action = 'TIP_CORRECTED' AND subject_id = '" + tip + "'"))
        .isOne();
    assertThat(
            text(
                "SELECT encode(example, 'escape') || encode(reason, 'escape') FROM tinbao.correction"
                    + " WHERE tip_id = '"
                    + tip
                    + "'"))
        .doesNotContain("cay-tre-trung", "SEXUAL", "do");
    assertThat(text("SELECT data::text FROM tinbao.tip_event WHERE kind = 'CORRECTED'"))
        .contains("PLACE")
        .doesNotContain("29971", "bí-mật");

    TipCorrections.Suggestion suggestion = corrections.suggestion(tip).orElseThrow();
    assertThat(suggestion.agencyId()).contains("@29971/");
    assertThat(get(duty, "/desk/tips/" + tip).body())
        .contains("Máy hiểu tin này thế nào", "Thường Phước", "bí-mật-lý-do")
        .contains("Theo nội dung đã sửa, tin này thuộc " + suggestion.agency())
        .contains(suggestion.form(tip).replace("&", "&amp;"));
    assertThat(suggestion.why()).isEqualTo(TipTransfers.Reason.OTHER_PLACE);
    // The way there is one form, filled in: agency, reason, and why the rules say so.
    String form = get(duty, suggestion.form(tip)).body();
    assertThat(form)
        .containsPattern("value=\"" + Pattern.quote(suggestion.agencyId()) + "\"[^>]* checked")
        .containsPattern("value=\"OTHER_PLACE\" selected")
        .contains(suggestion.reasons().get(0).replace("\"", "&#34;"))
        .doesNotContain("cay-tre-trung", "bí-mật-lý-do");
    assertThat(get(duty, "/desk/tips/" + tip + "/transfer?to=khong-co&reason=KHONG").statusCode())
        .isEqualTo(200);
    TipCorrections.View view = corrections.ofTip(tip).get(0);
    assertThat(view.before().unitId()).isEqualTo(before.unitId());
    assertThat(view.version()).isEqualTo(before.understood().version());
  }

  @Test
  void new_words_of_the_reporter_never_overturn_a_correction_but_tell_of_worse() {
    TipReceipt receipt = Tips.submit(intake, WORDS);
    UUID tip = receipt.id();
    StaffMember duty = duty(HERE);
    TipValues right = new TipValues(Kind.ADVICE, List.of(Category.ADVICE), 1, false, unit("29971"));
    assertThat(correct(duty, tip, right)).isEqualTo(Outcome.DONE);

    followUp.write(receipt.code().grouped(), newId(), "Dạ em cảm ơn.");
    assertThat(corrections.values(tip)).contains(right);
    followUp.write(
        receipt.code().grouped(), newId(), "Cứu với, họ cầm dao dọa giết, nhốt cháu trong nhà!");
    TipValues now = corrections.values(tip).orElseThrow();
    assertThat(now.urgency()).isGreaterThanOrEqualTo(4);
    assertThat(now.categories()).containsExactly(Category.ADVICE);
    assertThat(now.unitId()).isEqualTo(unit("29971"));
    assertThat(desk.open(duty, tip).orElseThrow().leadAgencyId()).isEqualTo(HERE);
  }

  @Test
  void only_the_agency_that_leads_may_correct() {
    UUID tip = world.tip().id();
    StaffMember there = duty(AccessWorld.THIRD);
    TipValues right = new TipValues(Kind.ADVICE, List.of(Category.ADVICE), 1, false, null);
    assertThat(correct(there, tip, right)).isEqualTo(Outcome.NOT_FOUND);
    UUID offer = newId();
    transfers.offer(
        duty(HERE), offer, tip, AccessWorld.THIRD, TipTransfers.Reason.OTHER_PLACE, null, true);
    transfers.accept(there, offer);
    assertThat(correct(duty(HERE), tip, right)).isEqualTo(Outcome.NOT_FOUND);
    assertThat(get(duty(HERE), "/desk/tips/" + tip).body()).doesNotContain("/correction");
    assertThat(get(duty(HERE), "/desk/tips/" + tip + "/correction").statusCode()).isEqualTo(404);
    assertThat(correct(there, tip, right)).isEqualTo(Outcome.DONE);
    StaffMember field = world.person("diaban", HERE, Role.FIELD_OFFICER);
    assertThat(get(field, "/desk/tips/" + tip + "/correction").statusCode()).isIn(403, 404);
  }

  @Test
  void of_two_people_at_once_the_first_counts_and_the_same_form_twice_is_one_correction() {
    UUID tip = world.tip().id();
    StaffMember duty = duty(HERE);
    int version = desk.open(duty, tip).orElseThrow().version();
    TipValues one = new TipValues(Kind.ADVICE, List.of(Category.ADVICE), 1, false, null);
    TipValues two = new TipValues(Kind.HELP, List.of(Category.ORGAN_REMOVAL), 5, true, null);
    UUID form = newId();
    var first =
        CompletableFuture.supplyAsync(
            () -> corrections.correct(duty, form, tip, version, one, null));
    var second =
        CompletableFuture.supplyAsync(
            () -> corrections.correct(duty, newId(), tip, version, two, null));
    assertThat(List.of(first.join(), second.join()))
        .containsExactlyInAnyOrder(Outcome.DONE, Outcome.CHANGED);
    assertThat(count("tinbao.correction WHERE tip_id = '" + tip + "'")).isOne();

    UUID again = newId();
    TipValues three = new TipValues(Kind.REPORT, List.of(Category.FISHING_VESSEL), 3, false, null);
    int now = desk.open(duty, tip).orElseThrow().version();
    assertThat(corrections.correct(duty, again, tip, now, three, null)).isEqualTo(Outcome.DONE);
    assertThat(corrections.correct(duty, again, tip, now, three, null)).isEqualTo(Outcome.DONE);
    assertThat(count("tinbao.correction WHERE tip_id = '" + tip + "'")).isEqualTo(2);
    assertThat(correct(duty, tip, three)).isEqualTo(Outcome.SAME);
  }

  @Test
  void a_form_with_a_mistake_is_still_about_the_tip_that_it_showed() {
    UUID tip = world.tip().id();
    StaffMember duty = duty(HERE);
    String path = "/desk/tips/" + tip + "/correction";
    int seen = desk.open(duty, tip).orElseThrow().version();
    TipValues meanwhile = new TipValues(Kind.ADVICE, List.of(Category.ADVICE), 1, false, null);
    assertThat(correct(duty, tip, meanwhile)).isEqualTo(Outcome.DONE);
    String old = String.valueOf(seen);
    String kept = "name=\"version\" value=\"" + old + "\"";
    assertThat(form(duty, path, "version", old, "urgency", "9").body()).contains(kept);
    assertThat(form(duty, path, "version", old, "place", "SEARCH", "search", "thọ").body())
        .contains("Có nhiều nơi trùng tên", kept);
    HttpResponse<String> changed = form(duty, path, "version", old);
    assertThat(changed.statusCode()).isEqualTo(422);
    assertThat(changed.body()).doesNotContain(kept);
    assertThat(corrections.values(tip)).contains(meanwhile);
  }

  @Test
  void an_unknown_place_is_not_the_one_that_the_machine_thought_of() {
    UUID tip = world.tip().id();
    TipValues unknown = new TipValues(Kind.REPORT, List.of(Category.LURE_ABROAD), 3, false, null);
    assertThat(correct(duty(HERE), tip, unknown)).isEqualTo(Outcome.DONE);
    String suggested = corrections.suggestion(tip).orElseThrow().agencyId();
    assertThat(suggested).isNotEqualTo(HERE);
    assertThat(moves.ofAgency(world.person("truong", HERE, Role.AGENCY_LEAD)).moves())
        .filteredOn(move -> move.tip().id().equals(tip))
        .extracting(TipMoves.Move::toAgencyId)
        .containsExactly(suggested);
  }

  @Test
  void a_form_of_another_tip_corrects_nothing() {
    TipValues right = new TipValues(Kind.ADVICE, List.of(Category.ADVICE), 1, false, null);
    UUID one = world.tip().id();
    UUID two = world.tip().id();
    UUID form = newId();
    StaffMember duty = duty(HERE);
    int version = desk.open(duty, one).orElseThrow().version();
    assertThat(corrections.correct(duty, form, one, version, right, null)).isEqualTo(Outcome.DONE);
    TipValues before = corrections.values(two).orElseThrow();
    int other = desk.open(duty, two).orElseThrow().version();
    assertThatThrownBy(() -> corrections.correct(duty, form, two, other, right, null))
        .isInstanceOf(IllegalStateException.class);
    assertThat(corrections.values(two)).contains(before);
  }

  @Test
  void a_typed_place_is_found_or_asked_back_and_spoilt_forms_change_nothing() {
    UUID tip = world.tip().id();
    StaffMember duty = duty(HERE);
    String path = "/desk/tips/" + tip + "/correction";
    TipValues before = corrections.values(tip).orElseThrow();
    assertThat(form(duty, path, "place", "SEARCH", "search", "xyzzy").body())
        .contains("Không tìm thấy đơn vị nào");
    HttpResponse<String> several = form(duty, path, "place", "SEARCH", "search", "thọ");
    assertThat(several.statusCode()).isEqualTo(422);
    assertThat(several.body()).contains("Có nhiều nơi trùng tên", "Xã Thọ Xuân");
    for (String[] spoilt :
        new String[][] {
          {"place", "999999999999"},
          {"place", "<script>"},
          {"place", ""},
          {"urgency", "9"},
          {"urgency", "-1"},
          {"kind", "X"},
          {"category", ""},
          {"version", "x"},
          {"reason", "x".repeat(3000)},
          {"search", "x".repeat(100_000)}
        }) {
      assertThat(form(duty, path, spoilt).statusCode()).as(spoilt[0]).isEqualTo(422);
    }
    assertThat(post(duty, path).statusCode()).as("no form at all").isEqualTo(400);
    assertThat(corrections.values(tip)).contains(before);

    assertThat(form(duty, path, "place", "SEARCH", "search", "xa tho xuan").statusCode())
        .isEqualTo(303);
    assertThat(corrections.values(tip).orElseThrow().unitId()).isEqualTo(unit("15499"));
  }

  @Test
  void examples_are_measured_without_their_words_and_gone_with_the_key() {
    UUID tip = Tips.submit(intake, WORDS).id();
    TipValues right =
        new TipValues(Kind.REPORT, List.of(Category.FISHING_VESSEL), 3, true, unit("15499"));
    assertThat(correct(duty(HERE), tip, right)).isEqualTo(Outcome.DONE);
    String id = text("SELECT id FROM tinbao.correction WHERE tip_id = '" + tip + "'");

    String printed = bench("--corrections", "--failures");
    assertThat(printed)
        .contains("correction " + id, "FISHING_VESSEL", "[15499]")
        .doesNotContain("cay-tre-trung", "rủ cháu");
    assertThat(count("tinbao.audit WHERE action = 'CORRECTIONS_READ'")).isPositive();
    assertThat(bench("--corrections", "some.jsonl")).contains("takes neither files nor lists");

    transactions.executeWrite(
        status ->
            jdbc.prepareStatement(
                "DELETE FROM tinbao.tip_key WHERE tip_id = '" + tip + "'", s -> s.executeUpdate()));
    assertThat(count("tinbao.correction WHERE tip_id = '" + tip + "'")).isZero();
    assertThat(bench("--corrections", "--failures")).doesNotContain(id);
  }

  private String bench(String... options) {
    StringWriter out = new StringWriter();
    CommandLine.IFactory factory =
        new CommandLine.IFactory() {
          @Override
          public <K> K create(Class<K> type) throws Exception {
            return beans.containsBean(type)
                ? beans.getBean(type)
                : CommandLine.defaultFactory().create(type);
          }
        };
    CommandLine command = new CommandLine(new UnderstandingBench(), factory);
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(out, true));
    command.execute(options);
    return out.toString();
  }

  private Outcome correct(StaffMember by, UUID tip, TipValues right) {
    String version = text("SELECT version::text FROM tinbao.tip WHERE id = '" + tip + "'");
    return corrections.correct(by, newId(), tip, Integer.parseInt(version), right, null);
  }

  /** A complete form of now with these fields instead. */
  private HttpResponse<String> form(StaffMember as, String path, String... instead) {
    String tip = path.split("/")[3];
    List<String> fields =
        new java.util.ArrayList<>(
            List.of(
                "version",
                text("SELECT version::text FROM tinbao.tip WHERE id = '" + tip + "'"),
                "kind",
                "HELP",
                "category",
                "ORGAN_REMOVAL",
                "urgency",
                "5",
                "place",
                "NONE"));
    for (int i = 0; i < instead.length; i += 2) {
      int at = fields.indexOf(instead[i]);
      if (at >= 0 && at % 2 == 0) {
        fields.set(at + 1, instead[i + 1]);
      } else {
        fields.add(instead[i]);
        fields.add(instead[i + 1]);
      }
    }
    if (List.of(instead).contains("search") && !List.of(instead).contains("place")) {
      fields.set(fields.indexOf("NONE"), "SEARCH");
    }
    return post(as, path, fields.toArray(String[]::new));
  }

  private long unit(String code) {
    return catalogue.now().unitsByCode(code).stream()
        .filter(unit -> unit.validTo() == null)
        .mapToLong(Unit::id)
        .findFirst()
        .orElseThrow();
  }

  private StaffMember duty(String agency) {
    return world.person("truc", agency, Role.DUTY_OFFICER);
  }

  private long count(String from) {
    return Long.parseLong(text("SELECT count(*)::text FROM " + from));
  }

  private String text(String sql) {
    return transactions.executeRead(
        status ->
            jdbc.prepareStatement(
                sql,
                statement -> {
                  try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getString(1);
                  }
                }));
  }

  private static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private HttpResponse<String> get(StaffMember as, String path) {
    Surfer surfer = new Surfer(server);
    return surfer.send(
        surfer.request(path).header("Cookie", "tinbao_session=" + world.cookie(as)).GET());
  }

  private HttpResponse<String> post(StaffMember as, String path, String... fields) {
    Surfer surfer = new Surfer(server);
    return surfer.send(
        surfer
            .request(path)
            .header("Cookie", "tinbao_session=" + world.cookie(as))
            .header("Origin", server.getURI().toString())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(Surfer.form(fields))));
  }
}
