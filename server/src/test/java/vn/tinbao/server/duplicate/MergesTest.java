package vn.tinbao.server.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.attachment.TusClient;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.Dialogue;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.IntakeOutcome;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class MergesTest {
  private static final String OPEN_CLOCKS =
      "SELECT count(*) FROM tinbao.tip_clock WHERE tip_id = '%s'"
          + " AND state IN ('RUNNING', 'BREACHED')";
  private static final String DUES =
      "SELECT string_agg(clock || state || due_at || coalesce(met_at::text, ''), ',' ORDER BY"
          + " clock, started_at) FROM tinbao.tip_clock WHERE tip_id = '%s'";

  @Inject Candidates candidates;
  @Inject Merges merges;
  @Inject Splits splits;
  @Inject Repeats repeats;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject TipDesk desk;
  @Inject TipTransfers transfers;
  @Inject TipRestrictions restrictions;
  @Inject AccessWorld world;
  @Inject PhoneKey phones;
  @Inject TestSql sql;
  @Inject EmbeddedServer server;

  @Test
  void reports_of_one_fact_are_proposed_to_those_who_may_open_both_and_nobody_else() {
    String odd = odd();
    TipReceipt first = tip(story(odd));
    TipReceipt second =
        tip("alo cho toi bao, " + story(odd).toLowerCase(Locale.ROOT) + " mong cac anh den gap");
    TipReceipt other =
        tip("Ở xã Khánh Khê, Lạng Sơn " + odd + odd + " mất một con trâu từ hôm kia");
    indexed(first, second, other);

    assertThat(alike(here(), first)).containsExactly(second.id());
    assertThat(alike(here(), second)).containsExactly(first.id());
    assertThat(alike(here(), other)).isEmpty();
    assertThat(alike(elsewhere(), first)).isEmpty();
    restrictions.restrict(head(), second.id(), TipRestrictions.Reason.OTHER, Set.of());
    assertThat(alike(here(), first)).isEmpty();
    assertThat(alike(head(), first)).containsExactly(second.id());
  }

  @Test
  void one_phone_in_one_place_is_proposed_and_so_is_one_file() {
    String number = "09" + (10_000_000 + new Random().nextInt(89_999_999));
    TipReceipt first = fromPhone("Ở xã Khánh Khê, Lạng Sơn có xe lạ đón mấy cháu " + odd(), number);
    TipReceipt second = fromPhone("Tôi báo thêm ở Khánh Khê, Lạng Sơn tối qua " + odd(), number);
    indexed(first, second);
    assertThat(alike(here(), first)).containsExactly(second.id());

    TipReceipt third = tip("Ở xã Khánh Khê, Lạng Sơn gửi ảnh " + odd());
    TipReceipt fourth = tip("Tại Khánh Khê, Lạng Sơn xem hình này " + odd());
    byte[] file = odd().repeat(400).getBytes(StandardCharsets.UTF_8);
    for (TipReceipt tip : List.of(third, fourth)) {
      new TusClient(server, tip.code().grouped()).upload(id(), "a.bin", file);
    }
    indexed(third, fourth);
    assertThat(candidates.of(here(), third.id()))
        .anySatisfy(
            one -> {
              assertThat(one.line().id()).isEqualTo(fourth.id());
              assertThat(one.likeness().sameFile()).isTrue();
            });
  }

  @Test
  void what_is_being_typed_is_compared_and_not_kept() {
    String odd = odd();
    TipReceipt tip = tip(story(odd));
    indexed(tip);
    long before = sql.number("SELECT count(*) FROM tinbao.tip");

    assertThat(candidates.like(here(), story(odd)))
        .extracting(one -> one.line().id())
        .contains(tip.id());
    assertThat(candidates.like(elsewhere(), story(odd))).isEmpty();
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip")).isEqualTo(before);
  }

  @Test
  void people_may_say_that_two_are_not_the_same() {
    String odd = odd();
    TipReceipt first = tip(story(odd));
    TipReceipt second = tip(story(odd));
    indexed(first, second);
    assertThat(merges.notSame(elsewhere(), first.id(), second.id())).isFalse();
    assertThat(alike(here(), first)).containsExactly(second.id());

    assertThat(merges.notSame(here(), second.id(), first.id())).isTrue();
    assertThat(merges.notSame(here(), first.id(), second.id())).isTrue();
    assertThat(alike(here(), first)).isEmpty();
    assertThat(alike(here(), second)).isEmpty();
  }

  @Test
  void the_first_leads_its_clocks_go_on_and_everything_of_the_other_stays_and_comes_back() {
    TipReceipt first = tip(story(odd()));
    TipReceipt second = tip(story(odd()));
    String clocks = sql.text(DUES.formatted(first.id()));
    String others = sql.text(DUES.formatted(second.id()));
    UUID id = id();

    for (int i = 0; i < 2; i++) {
      assertThat(merges.merge(here(), id, second.id(), first.id(), false))
          .isEqualTo(new MergeOutcome.Done(first.id()));
    }

    assertThat(state(second)).isEqualTo("MERGED");
    assertThat(state(first)).isEqualTo("RECEIVED");
    assertThat(sql.text(DUES.formatted(first.id()))).isEqualTo(clocks);
    assertThat(
            sql.number(
                OPEN_CLOCKS.formatted(second.id()) + " AND clock NOT LIKE 'notify_reporter%'"))
        .isZero();
    assertThat(followUp.view(second.code().grouped()).orElseThrow().messages()).hasSize(1);
    assertThat(desk.open(here(), second.id())).isPresent();
    assertThat(sql.number(events(second, "MERGED_INTO"))).isOne();

    assertThat(followUp.write(second.code().grouped(), id(), "Tôi nhớ thêm biển số xe"))
        .isPresent();
    assertThat(attention(first)).isEqualTo("NEW_MESSAGE");
    assertThat(merges.into(first.id()))
        .extracting(Merges.Joined::tipId)
        .containsExactly(second.id());

    for (int i = 0; i < 2; i++) {
      assertThat(merges.undo(here(), second.id())).isEqualTo(new MergeOutcome.Done(second.id()));
    }
    assertThat(state(second)).isEqualTo("RECEIVED");
    assertThat(sql.text(DUES.formatted(second.id()))).isEqualTo(others);
    assertThat(merges.into(first.id())).isEmpty();
    assertThat(sql.number(events(second, "MERGE_UNDONE"))).isOne();
  }

  @Test
  void a_repeat_without_new_facts_is_a_duplicate_and_its_reporter_is_told_how_far_the_first_is() {
    TipReceipt first = tip(story(odd()));
    TipReceipt second = tip(story(odd()));
    merges.merge(here(), id(), first.id(), second.id(), true);

    assertThat(state(second)).isEqualTo("DUPLICATE");
    assertThat(followUp.view(second.code().grouped()).orElseThrow().progress())
        .isEqualTo(FollowUp.Progress.RECEIVED);
    sql.run("UPDATE tinbao.tip SET state = 'PROSECUTED' WHERE id = '" + first.id() + "'");
    assertThat(followUp.view(second.code().grouped()).orElseThrow().progress())
        .isEqualTo(FollowUp.Progress.CLOSED);
  }

  @Test
  void merges_of_merges_lead_to_the_first_of_all_and_never_in_a_circle() {
    TipReceipt a = tip(story(odd()));
    TipReceipt b = tip(story(odd()));
    TipReceipt c = tip(story(odd()));
    merges.merge(here(), id(), b.id(), c.id(), false);
    assertThat(merges.merge(here(), id(), c.id(), a.id(), false))
        .isEqualTo(new MergeOutcome.Done(a.id()));

    assertThat(merges.into(a.id()))
        .extracting(Merges.Joined::tipId)
        .containsExactlyInAnyOrder(b.id(), c.id());
    assertThat(merges.merge(here(), id(), c.id(), b.id(), false))
        .isEqualTo(new MergeOutcome.NotNow(MergeOutcome.Why.SAME));
    assertThat(merges.merge(here(), id(), a.id(), a.id(), false))
        .isEqualTo(new MergeOutcome.NotNow(MergeOutcome.Why.SAME));
  }

  @Test
  void only_who_leads_both_may_merge_and_nothing_that_is_offered_or_decided() {
    TipReceipt first = tip(story(odd()));
    TipReceipt second = tip(story(odd()));
    StaffMember officer = world.person("canbo", AccessWorld.HERE, Role.FIELD_OFFICER);
    for (StaffMember nobody : List.of(elsewhere(), officer)) {
      assertThat(merges.merge(nobody, id(), first.id(), second.id(), false))
          .isEqualTo(new MergeOutcome.NotFound());
      assertThat(splits.split(nobody, id(), first.id(), "x", false))
          .isEqualTo(new MergeOutcome.NotFound());
    }
    assertThat(merges.merge(here(), id(), first.id(), UUID.randomUUID(), false))
        .isEqualTo(new MergeOutcome.NotFound());
    transfers.offer(
        here(), id(), second.id(), AccessWorld.THIRD, TipTransfers.Reason.OTHER_PLACE, null, false);
    assertThat(merges.merge(here(), id(), first.id(), second.id(), false))
        .isEqualTo(new MergeOutcome.NotNow(MergeOutcome.Why.OFFERED));

    TipReceipt third = tip(story(odd()));
    sql.run("UPDATE tinbao.tip SET state = 'NOT_PROSECUTED' WHERE id = '" + third.id() + "'");
    assertThat(merges.merge(here(), id(), first.id(), third.id(), false))
        .isEqualTo(new MergeOutcome.NotNow(MergeOutcome.Why.TOO_FAR));
    assertThat(state(first)).isEqualTo("RECEIVED");
    assertThat(state(third)).isEqualTo("NOT_PROSECUTED");
  }

  @Test
  void many_at_once_leave_one_tip_that_leads_and_no_clock_lost() throws Exception {
    List<TipReceipt> tips = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tips.add(tip(story(odd())));
    }
    StaffMember viewer = here();
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<CompletableFuture<?>> running = new ArrayList<>();
      Random random = new Random(60);
      for (int i = 0; i < 40; i++) {
        UUID one = tips.get(random.nextInt(tips.size())).id();
        TipReceipt other = tips.get(random.nextInt(tips.size()));
        boolean undo = random.nextInt(4) == 0;
        boolean write = random.nextInt(4) == 0;
        running.add(
            CompletableFuture.runAsync(
                () -> {
                  if (undo) {
                    merges.undo(viewer, other.id());
                  } else if (write) {
                    followUp.write(other.code().grouped(), id(), "thêm");
                  } else {
                    merges.merge(viewer, id(), one, other.id(), false);
                  }
                },
                pool));
      }
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get();
    } finally {
      pool.shutdownNow();
    }
    for (TipReceipt tip : tips) {
      boolean merged = merges.of(tip.id()).isPresent();
      assertThat(state(tip)).isEqualTo(merged ? "MERGED" : "RECEIVED");
      assertThat(
              sql.number(OPEN_CLOCKS.formatted(tip.id()) + " AND clock NOT LIKE 'notify_reporter%'")
                  > 0)
          .isEqualTo(!merged);
    }
    assertThat(merges.of(tips.get(0).id())).isEmpty();
  }

  @Test
  void a_part_is_a_tip_of_its_own_with_the_clocks_and_the_restriction_of_the_whole() {
    TipReceipt whole = tip("Ở xã Khánh Khê, Lạng Sơn có hai việc. Việc kia ở chợ.");
    restrictions.restrict(head(), whole.id(), TipRestrictions.Reason.OTHER, Set.of(here().id()));
    UUID child = id();
    for (int i = 0; i < 2; i++) {
      assertThat(splits.split(here(), child, whole.id(), "Việc kia ở chợ.", false))
          .isEqualTo(new MergeOutcome.Done(child));
    }

    TipDesk.View part = desk.open(here(), child).orElseThrow();
    assertThat(part.dialogue()).extracting(Dialogue.Line::text).containsExactly("Việc kia ở chợ.");
    assertThat(part.leadAgencyId()).isEqualTo(AccessWorld.HERE);
    assertThat(part.unitId()).isEqualTo(desk.open(here(), whole.id()).orElseThrow().unitId());
    assertThat(desk.open(world.person("trucba", AccessWorld.HERE, Role.DUTY_OFFICER), child))
        .isEmpty();
    String clocks = DUES + " AND clock NOT LIKE 'notify_reporter%%'";
    assertThat(sql.text(clocks.formatted(child))).isEqualTo(sql.text(clocks.formatted(whole.id())));
    assertThat(state(whole)).isEqualTo("RECEIVED");

    assertThat(splits.undo(here(), id(), child)).isEqualTo(new MergeOutcome.Done(whole.id()));
    assertThat(sql.text(state(child))).isEqualTo("MERGED");
    assertThat(splits.of(whole.id())).isEmpty();
    assertThat(merges.undo(here(), child))
        .isEqualTo(new MergeOutcome.NotNow(MergeOutcome.Why.CHANGED));
    assertThat(splits.split(here(), id(), whole.id(), "  ", false))
        .isEqualTo(new MergeOutcome.NotNow(MergeOutcome.Why.WORDS));
  }

  @Test
  void a_whole_of_which_nothing_remains_rests_and_wakes_up_again() {
    TipReceipt whole = tip(story(odd()));
    assertThat(splits.split(here(), id(), whole.id(), "Tất cả", true))
        .isEqualTo(new MergeOutcome.NotNow(MergeOutcome.Why.TOO_FAR));
    sql.run("UPDATE tinbao.tip SET state = 'CLASSIFYING' WHERE id = '" + whole.id() + "'");
    String clocks = sql.text(DUES.formatted(whole.id()));
    UUID child = id();
    splits.split(here(), child, whole.id(), "Tất cả", true);

    assertThat(state(whole)).isEqualTo("SPLIT");
    assertThat(sql.text(state(child))).isEqualTo("CLASSIFYING");
    assertThat(splits.undo(here(), id(), child)).isEqualTo(new MergeOutcome.Done(whole.id()));
    assertThat(state(whole)).isEqualTo("CLASSIFYING");
    assertThat(sql.text(DUES.formatted(whole.id()))).isEqualTo(clocks);
  }

  @Test
  void a_restriction_reaches_the_same_words_wherever_they_stand() {
    TipReceipt lead = tip(story(odd()));
    TipReceipt later = tip(story(odd()));
    TipReceipt last = tip(story(odd()));
    merges.merge(here(), id(), later.id(), last.id(), false);
    merges.merge(here(), id(), lead.id(), later.id(), false);
    UUID part = id();
    splits.split(here(), part, lead.id(), "Việc khác", false);
    StaffMember named = world.person("trucba", AccessWorld.HERE, Role.DUTY_OFFICER);
    restrictions.restrict(head(), lead.id(), TipRestrictions.Reason.OTHER, Set.of(named.id()));

    for (UUID tip : List.of(lead.id(), later.id(), last.id(), part)) {
      assertThat(desk.open(here(), tip)).isEmpty();
      assertThat(desk.open(named, tip)).isPresent();
      assertThat(desk.open(head(), tip)).isPresent();
    }
  }

  @Test
  void what_is_restricted_leads_to_nothing_open_and_closes_what_leads_to_it() {
    TipReceipt first = tip(story(odd()));
    TipReceipt second = tip(story(odd()));
    restrictions.restrict(head(), second.id(), TipRestrictions.Reason.OTHER, Set.of());
    assertThat(merges.merge(head(), id(), first.id(), second.id(), false))
        .isEqualTo(new MergeOutcome.NotNow(MergeOutcome.Why.RESTRICTED));
    assertThat(merges.merge(here(), id(), first.id(), second.id(), false))
        .isEqualTo(new MergeOutcome.NotFound());

    restrictions.lift(head(), second.id());
    restrictions.restrict(head(), first.id(), TipRestrictions.Reason.OTHER, Set.of());
    assertThat(merges.merge(head(), id(), first.id(), second.id(), false))
        .isEqualTo(new MergeOutcome.Done(first.id()));
    assertThat(desk.open(here(), second.id())).isEmpty();
    assertThat(desk.open(head(), second.id())).isPresent();
  }

  @Test
  void who_takes_a_tip_over_reads_what_was_merged_into_it() {
    TipReceipt lead = tip(story(odd()));
    TipReceipt later = tip(story(odd()));
    TipReceipt closed = tip(story(odd()));
    merges.merge(here(), id(), lead.id(), later.id(), false);
    merges.merge(here(), id(), lead.id(), closed.id(), false);
    restrictions.restrict(head(), closed.id(), TipRestrictions.Reason.OTHER, Set.of());
    StaffMember there = world.person("truc", AccessWorld.THIRD, Role.DUTY_OFFICER);
    UUID transfer = id();
    transfers.offer(
        here(),
        transfer,
        lead.id(),
        AccessWorld.THIRD,
        TipTransfers.Reason.OTHER_PLACE,
        null,
        false);
    assertThat(desk.open(there, later.id())).isEmpty();
    transfers.accept(there, transfer);

    assertThat(desk.open(there, lead.id())).isPresent();
    assertThat(desk.open(there, later.id())).isPresent();
    assertThat(desk.open(there, closed.id())).isEmpty();
    assertThat(desk.agencies(closed.id())).doesNotContain(AccessWorld.THIRD);
    assertThat(merges.mayMerge(there, later.id())).isFalse();
    assertThat(desk.open(here(), later.id())).isPresent();
  }

  @Test
  void a_message_without_new_facts_is_filed_once_and_its_reporter_told() {
    String odd = odd();
    TipReceipt tip = tip(story(odd));
    UUID repeat = id();
    UUID fresh = id();
    followUp.write(tip.code().grouped(), repeat, story(odd));
    followUp.write(tip.code().grouped(), fresh, "Hôm nay thấy xe ấy biển số khác đi về hướng chợ");

    assertThat(Repeats.seeming(desk.open(here(), tip.id()).orElseThrow().dialogue()).keySet())
        .containsExactly(repeat);
    assertThat(repeats.file(elsewhere(), tip.id(), repeat)).isFalse();
    assertThat(repeats.file(here(), tip.id(), tip.id())).isFalse();
    for (int i = 0; i < 2; i++) {
      assertThat(repeats.file(here(), tip.id(), repeat)).isTrue();
    }
    assertThat(repeats.filed(tip.id())).containsExactly(repeat);
    assertThat(followUp.view(tip.code().grouped()).orElseThrow().messages())
        .filteredOn(line -> line.from() == Dialogue.From.STAFF)
        .hasSize(1);
  }

  private List<UUID> alike(StaffMember viewer, TipReceipt tip) {
    // Tips of other tests have other odd words, and may be like by chance in place and time only.
    return candidates.of(viewer, tip.id()).stream()
        .filter(one -> one.likeness().text() >= 0.6 || one.likeness().samePhone())
        .map(one -> one.line().id())
        .toList();
  }

  private void indexed(TipReceipt... tips) {
    for (TipReceipt tip : tips) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(count("tip_to_index", tip)).isZero();
                assertThat(count("tip_likeness", tip)).isOne();
              });
    }
  }

  private long count(String table, TipReceipt tip) {
    return sql.number(
        "SELECT count(*) FROM tinbao.%s WHERE tip_id = '%s'".formatted(table, tip.id()));
  }

  private String state(TipReceipt tip) {
    return sql.text(state(tip.id()));
  }

  private static String state(UUID tip) {
    return "SELECT state FROM tinbao.tip WHERE id = '" + tip + "'";
  }

  private String attention(TipReceipt tip) {
    return sql.text("SELECT attention FROM tinbao.tip WHERE id = '" + tip.id() + "'");
  }

  private static String events(TipReceipt tip, String kind) {
    return "SELECT count(*) FROM tinbao.tip_event WHERE tip_id = '%s' AND kind = '%s'"
        .formatted(tip.id(), kind);
  }

  private TipReceipt tip(String story) {
    return Tips.submit(intake, story);
  }

  private TipReceipt fromPhone(String story, String number) {
    return ((IntakeOutcome.Received)
            intake.submit(
                new TipSubmission(
                    id(),
                    new byte[16],
                    Channel.SMS,
                    story,
                    null,
                    null,
                    null,
                    null,
                    phones.seal(PhoneNumber.parse(number).orElseThrow()),
                    Locale.forLanguageTag("vi"),
                    false,
                    null)))
        .receipt();
  }

  /** Every second word is this story's own. */
  private static String story(String odd) {
    StringBuilder story = new StringBuilder("Ở xã Khánh Khê, Lạng Sơn ");
    String[] words = "hôm qua có bà lạ rủ hai cháu sang bên kia làm thuê".split(" ");
    for (int i = 0; i < words.length; i++) {
      story.append(words[i]).append(' ').append(odd, i, i + 4).append(' ');
    }
    return story.toString();
  }

  private StaffMember here() {
    return world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER);
  }

  private StaffMember head() {
    return world.person("truong", AccessWorld.HERE, Role.AGENCY_LEAD);
  }

  private StaffMember elsewhere() {
    return world.person("truc", AccessWorld.ELSEWHERE, Role.DUTY_OFFICER);
  }

  private static UUID id() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private static String odd() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
