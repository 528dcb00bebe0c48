package vn.tinbao.server.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.attachment.TusClient;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.proceeding.NoticeKind;
import vn.tinbao.server.proceeding.Notices;
import vn.tinbao.server.proceeding.Proceedings;
import vn.tinbao.server.proceeding.StepKind;
import vn.tinbao.server.proceeding.StepOutcome;
import vn.tinbao.server.proceeding.TipState;
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
  @Inject Proceedings proceedings;
  @Inject Notices notices;
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

    // Reports of other tests may be alike by chance.
    assertThat(alike(here(), first)).contains(second.id()).doesNotContain(other.id());
    assertThat(alike(here(), second)).contains(first.id()).doesNotContain(other.id());
    assertThat(alike(here(), other)).doesNotContain(first.id(), second.id());
    assertThat(alike(elsewhere(), first)).isEmpty();
    restrictions.restrict(head(), second.id(), TipRestrictions.Reason.OTHER, Set.of());
    assertThat(alike(here(), first)).doesNotContain(second.id());
    assertThat(alike(head(), first)).contains(second.id());
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
    assertThat(desk.open(head(), closed.id())).isPresent();
    // Who resolves the matter answers to all who reported it.
    assertThat(merges.mayMerge(there, later.id())).isTrue();
    assertThat(desk.open(here(), later.id())).isEmpty();
    assertThat(sql.number(events(later, "MOVED_ALONG"))).isOne();
  }

  @Test
  void each_reporter_of_one_matter_has_an_own_clock_that_an_own_notice_meets() {
    List<TipReceipt> all = List.of(tip(story(odd())), tip(story(odd())), tip(story(odd())));
    UUID lead = all.get(0).id();
    String agency = province();
    all.forEach(tip -> lead(tip.id(), agency));
    StaffMember head = world.person("truong", agency, Role.AGENCY_LEAD);
    merges.merge(head, id(), all.get(1).id(), all.get(2).id(), false);
    merges.merge(head, id(), lead, all.get(1).id(), false);
    assertThat(owed(all)).containsOnly("");

    step(head, lead, StepKind.REGISTER, Map.of());
    step(head, lead, StepKind.BEGIN_CLASSIFYING, Map.of());
    step(head, lead, StepKind.FIND_COMPETENT, Map.of());
    assertThat(owed(all)).containsOnly("notify_reporter_received");
    all.forEach(tip -> told(head, tip, NoticeKind.RECEIVED));
    step(head, lead, StepKind.ASSIGN, Map.of("officer", "Đội 3"));
    step(head, lead, StepKind.VERIFY, Map.of());
    Map<String, String> paper = Map.of("number", "1", "signed_on", today(), "why", "x");
    step(head, lead, StepKind.SUSPEND, with(paper, "ground", "DOCUMENTS"));
    assertThat(owed(all)).containsOnly("notify_reporter_suspended");
    assertThat(notices.spokenOf(all.get(1).id(), NoticeKind.SUSPENDED))
        .isEqualTo(TipState.SUSPENDED);
    assertThat(notices.untold(all.stream().map(TipReceipt::id).toList()))
        .containsExactlyInAnyOrderElementsOf(all.stream().map(TipReceipt::id).toList());
    told(head, all.get(1), NoticeKind.SUSPENDED);
    assertThat(notices.untold(List.of(all.get(1).id()))).isEmpty();
    assertThat(owed(all))
        .containsExactly("notify_reporter_suspended", "", "notify_reporter_suspended");
    told(head, all.get(0), NoticeKind.SUSPENDED);
    told(head, all.get(2), NoticeKind.SUSPENDED);

    step(head, lead, StepKind.RESUME, with(paper, "resumed", "GROUND_OVER"));
    assertThat(owed(all)).containsOnly("notify_reporter_resumed");
    step(head, lead, StepKind.GO_ON_VERIFYING, Map.of());
    all.forEach(tip -> told(head, tip, NoticeKind.RESUMED));
    assertThat(owed(all)).containsOnly("");
    step(head, lead, StepKind.NOT_PROSECUTE, paper);
    assertThat(owed(all)).containsOnly("notify_reporter_result");
    // Who joins when all is decided has a right to know it, too; who leaves has not any more.
    TipReceipt late = tip(story(odd()));
    lead(late.id(), agency);
    merges.merge(head, id(), lead, late.id(), false);
    assertThat(owed(List.of(late)))
        .containsExactly("notify_reporter_received,notify_reporter_result");
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.tip_clock c JOIN tinbao.tip_merge m USING (tip_id) WHERE tip_id = '%s' AND clock = 'notify_reporter_received' AND started_at >= merged_at"
                    .formatted(late.id())))
        .isOne();
    TipReceipt below = tip(story(odd()));
    lead(below.id(), agency);
    merges.undo(head, late.id());
    assertThat(owed(List.of(late))).containsExactly("");
    // And so with what came along with it.
    merges.merge(head, id(), late.id(), below.id(), false);
    merges.merge(head, id(), lead, late.id(), false);
    assertThat(owed(List.of(below)).get(0)).contains("notify_reporter_result");
    merges.undo(head, late.id());
    assertThat(owed(List.of(below))).containsExactly("");
    // Who was owed word of the receipt before still is; who had it is not told twice.
    TipReceipt own = tip(story(odd()));
    lead(own.id(), agency);
    step(head, own.id(), StepKind.REGISTER, Map.of());
    step(head, own.id(), StepKind.BEGIN_CLASSIFYING, Map.of());
    step(head, own.id(), StepKind.FIND_COMPETENT, Map.of());
    merges.merge(head, id(), lead, own.id(), false);
    merges.undo(head, own.id());
    assertThat(owed(List.of(own))).containsExactly("notify_reporter_received");
    told(head, own, NoticeKind.RECEIVED);
    merges.merge(head, id(), lead, own.id(), false);
    assertThat(owed(List.of(own))).containsExactly("notify_reporter_result");
    merges.undo(head, own.id());

    for (TipReceipt tip : all) {
      assertThat(notices.spokenOf(tip.id(), NoticeKind.RESULT)).isEqualTo(TipState.NOT_PROSECUTED);
      told(head, tip, NoticeKind.RESULT);
      assertThat(notices.owed(tip.id())).isEmpty();
      assertThat(followUp.view(tip.code().grouped()).orElseThrow().messages())
          .extracting(Dialogue.Line::text)
          .contains("Đã báo RESULT");
    }
    assertThat(owed(all)).containsOnly("");
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.tip_clock WHERE tip_id = '%s' AND state = 'MET' AND clock = 'notify_reporter_result'"
                    .formatted(all.get(2).id())))
        .isOne();
    // Nobody but the reporter is owed anything for what rests.
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.tip_clock WHERE tip_id = '%s' AND clock IN ('resolve', 'assign', 'send_decision_procuracy')"
                    .formatted(all.get(2).id())))
        .isZero();
  }

  @Test
  void what_comes_of_a_part_is_told_to_who_reported_the_whole() {
    TipReceipt whole = tip("Ở xã Khánh Khê, Lạng Sơn có hai việc. Việc kia ở chợ.");
    TipReceipt follower = tip(story(odd()));
    String agency = province();
    lead(whole.id(), agency);
    lead(follower.id(), agency);
    StaffMember head = world.person("truong", agency, Role.AGENCY_LEAD);
    merges.merge(head, id(), whole.id(), follower.id(), false);
    for (StepKind kind : List.of(StepKind.REGISTER, StepKind.BEGIN_CLASSIFYING)) {
      step(head, whole.id(), kind, Map.of());
    }
    step(head, whole.id(), StepKind.FIND_COMPETENT, Map.of());
    UUID first = id();
    UUID last = id();
    splits.split(head, first, whole.id(), "Việc kia ở chợ.", false);
    splits.split(head, last, whole.id(), "Có hai việc.", true);
    assertThat(followUp.view(whole.code().grouped()).orElseThrow().progress())
        .isEqualTo(FollowUp.Progress.IN_PROGRESS);
    Map<String, String> paper = Map.of("number", "1", "signed_on", today(), "article", "ART_150");
    step(head, last, StepKind.PROSECUTE_AT_ONCE, paper);

    // Its words go by the dialogue and the receipt of the whole; nothing is owed twice.
    assertThat(notices.owed(last)).contains(NoticeKind.RESULT);
    assertThat(clocksOwed(last)).isEqualTo("notify_reporter_result");
    followUp.write(whole.code().grouped(), id(), "Tôi nhớ thêm");
    UUID notice = id();
    for (int i = 0; i < 2; i++) {
      assertThat(
              notices.give(
                  head, notice, last, NoticeKind.RESULT, Notices.Way.DIALOGUE, null, "Có kết quả"))
          .isInstanceOf(Notices.Outcome.Done.class);
    }
    assertThat(clocksOwed(last)).isEmpty();
    assertThat(notices.owed(last)).doesNotContain(NoticeKind.RESULT);
    assertThat(followUp.view(whole.code().grouped()).orElseThrow().messages())
        .extracting(Dialogue.Line::text)
        .containsOnlyOnce("Có kết quả");
    assertThat(sql.number(events(whole, "PART_NOTICE"))).isOne();
    assertThat(attention(whole)).isEqualTo("NEW_MESSAGE");
    // Nothing remains of the whole: what the reporter writes calls where the parts are.
    assertThat(sql.text("SELECT attention FROM tinbao.tip WHERE id = '" + first + "'"))
        .isEqualTo("NEW_MESSAGE");
    // Whoever was merged into the whole hears what comes of its parts.
    assertThat(clocksOwed(follower.id())).contains("notify_reporter_result");
    assertThat(notices.spokenOf(follower.id(), NoticeKind.RESULT)).isEqualTo(TipState.PROSECUTED);

    step(head, first, StepKind.PROSECUTE_AT_ONCE, paper);
    assertThat(followUp.view(whole.code().grouped()).orElseThrow().progress())
        .isEqualTo(FollowUp.Progress.CLOSED);
  }

  @Test
  void any_part_may_come_back_to_a_whole_that_rests_and_every_part_has_a_clock() {
    TipReceipt whole = tip("Ở xã Khánh Khê, Lạng Sơn có hai việc. Việc kia ở chợ.");
    step(here(), whole.id(), StepKind.REGISTER, Map.of());
    step(here(), whole.id(), StepKind.BEGIN_CLASSIFYING, Map.of());
    String clocks = sql.text(DUES.formatted(whole.id()));
    UUID first = id();
    UUID last = id();
    splits.split(here(), first, whole.id(), "Việc kia ở chợ.", false);
    splits.split(here(), last, whole.id(), "Có hai việc.", true);
    assertThat(splits.undo(here(), id(), first)).isEqualTo(new MergeOutcome.Done(whole.id()));
    assertThat(state(whole)).isEqualTo("CLASSIFYING");
    assertThat(sql.text(DUES.formatted(whole.id()))).isEqualTo(clocks);
    assertThat(clocksOwed(first)).isEmpty();
    assertThat(notices.owed(first)).isEmpty();
    assertThat(splits.undo(here(), id(), last)).isEqualTo(new MergeOutcome.Done(whole.id()));
    assertThat(splits.of(whole.id())).isEmpty();
    assertThat(sql.text(DUES.formatted(whole.id()))).isEqualTo(clocks);

    // What was passed on has no clock: a part of it, which begins anew, has its own.
    step(here(), whole.id(), StepKind.PASS_ON, Map.of("to", "Công an tỉnh"));
    step(here(), whole.id(), StepKind.PASSED_ON_ACCEPTED, Map.of());
    assertThat(sql.number(OPEN_CLOCKS.formatted(whole.id()))).isZero();
    UUID part = id();
    splits.split(here(), part, whole.id(), "Việc kia ở chợ.", false);
    assertThat(sql.text(state(part))).isEqualTo("RECEIVED");
    assertThat(sql.number(OPEN_CLOCKS.formatted(part))).isPositive();

    // A part that its own heads closed comes back to nothing open.
    restrictions.restrict(head(), part, TipRestrictions.Reason.CHILD, Set.of());
    assertThat(splits.undo(head(), id(), part))
        .isEqualTo(new MergeOutcome.NotNow(MergeOutcome.Why.RESTRICTED));
  }

  @Test
  void a_restriction_is_renamed_and_lifted_on_all_that_inherited_it_and_leaves_its_lines() {
    TipReceipt lead = tip(story(odd()));
    TipReceipt later = tip(story(odd()));
    TipReceipt own = tip(story(odd()));
    merges.merge(here(), id(), lead.id(), later.id(), false);
    merges.merge(here(), id(), lead.id(), own.id(), false);
    restrictions.restrict(head(), own.id(), TipRestrictions.Reason.CHILD, Set.of());
    StaffMember first = world.person("trucba", AccessWorld.HERE, Role.DUTY_OFFICER);
    StaffMember other = world.person("tructu", AccessWorld.HERE, Role.DUTY_OFFICER);
    restrictions.restrict(head(), lead.id(), TipRestrictions.Reason.OTHER, Set.of(first.id()));
    assertThat(desk.open(first, later.id())).isPresent();
    restrictions.restrict(head(), lead.id(), TipRestrictions.Reason.OFFICIAL, Set.of(other.id()));
    assertThat(desk.open(first, later.id())).isEmpty();
    assertThat(desk.open(other, later.id())).isPresent();
    assertThat(desk.open(other, own.id())).isEmpty();
    assertThat(restrictions.ofTip(later.id()).orElseThrow().reason())
        .isEqualTo(TipRestrictions.Reason.OFFICIAL);
    assertThat(sql.number(events(later, "RESTRICTED"))).isOne();
    assertThat(audit(later.id()))
        .contains("TIP_RESTRICTED INHERITED", "TIP_NAMED null", "TIP_UNNAMED null");

    // It says the same as what is closed: it cannot be opened alone.
    restrictions.lift(head(), later.id());
    assertThat(desk.open(here(), later.id())).isEmpty();

    restrictions.lift(head(), lead.id());
    assertThat(desk.open(here(), lead.id())).isPresent();
    assertThat(desk.open(here(), later.id())).isPresent();
    assertThat(desk.open(here(), own.id())).isEmpty();
    assertThat(audit(later.id())).contains("TIP_RESTRICTION_LIFTED INHERITED");

    // What was one with a closed tip and is not any more stays as it was, until its heads open it.
    restrictions.restrict(head(), lead.id(), TipRestrictions.Reason.OTHER, Set.of());
    merges.undo(head(), later.id());
    restrictions.lift(head(), lead.id());
    assertThat(desk.open(here(), later.id())).isEmpty();
    restrictions.lift(head(), later.id());
    assertThat(desk.open(here(), later.id())).isPresent();
  }

  @Test
  void what_leaves_a_merge_follows_what_it_still_belongs_to_and_takes_along_what_leads_to_it() {
    StaffMember first = world.person("trucba", AccessWorld.HERE, Role.DUTY_OFFICER);
    StaffMember other = world.person("tructu", AccessWorld.HERE, Role.DUTY_OFFICER);
    TipReceipt lead = tip(story(odd()));
    TipReceipt whole = tip(story(odd()));
    TipReceipt below = tip(story(odd()));
    UUID part = id();
    splits.split(here(), part, whole.id(), "Việc kia ở chợ.", false);
    merges.merge(here(), id(), part, below.id(), false);
    merges.merge(here(), id(), lead.id(), part, false);
    UUID leads = merges.of(part).orElseThrow().intoId();
    assertThat(leads).isEqualTo(lead.id());
    restrictions.restrict(head(), lead.id(), TipRestrictions.Reason.OTHER, Set.of(first.id()));
    restrictions.restrict(head(), whole.id(), TipRestrictions.Reason.CHILD, Set.of(other.id()));
    assertThat(inheritedFrom(part)).isEqualTo(lead.id().toString());
    assertThat(inheritedFrom(below.id())).isEqualTo(lead.id().toString());

    merges.undo(head(), part);
    // It is a part of its whole still: closed as that is, to the people named there.
    assertThat(inheritedFrom(part)).isEqualTo(whole.id().toString());
    assertThat(restrictions.ofTip(part).orElseThrow().named()).containsExactly(other.id());
    assertThat(inheritedFrom(below.id())).isEqualTo(part.toString());
    assertThat(restrictions.ofTip(below.id()).orElseThrow().named()).containsExactly(other.id());
    assertThat(desk.open(first, part)).isEmpty();
    restrictions.lift(head(), lead.id());
    assertThat(desk.open(first, part)).isEmpty();
    restrictions.lift(head(), whole.id());
    assertThat(desk.open(here(), part)).isPresent();
    assertThat(desk.open(here(), below.id())).isPresent();
  }

  @Test
  void what_leaves_a_merge_with_no_other_keeps_names_and_leads_those_below() {
    StaffMember named = world.person("trucba", AccessWorld.HERE, Role.DUTY_OFFICER);
    TipReceipt lead = tip(story(odd()));
    TipReceipt later = tip(story(odd()));
    TipReceipt below = tip(story(odd()));
    merges.merge(here(), id(), later.id(), below.id(), false);
    merges.merge(here(), id(), lead.id(), later.id(), false);
    restrictions.restrict(head(), lead.id(), TipRestrictions.Reason.OTHER, Set.of(named.id()));
    merges.undo(head(), later.id());
    assertThat(inheritedFrom(later.id())).isEqualTo("none");
    assertThat(inheritedFrom(below.id())).isEqualTo(later.id().toString());
    assertThat(desk.open(named, below.id())).isPresent();

    restrictions.restrict(head(), lead.id(), TipRestrictions.Reason.OTHER, Set.of());
    assertThat(desk.open(named, later.id())).as("another matter now").isPresent();
    restrictions.lift(head(), later.id());
    assertThat(desk.open(here(), below.id())).isPresent();
    assertThat(desk.open(here(), lead.id())).isEmpty();
  }

  private String inheritedFrom(UUID tip) {
    return sql.text(
        "SELECT coalesce(inherited_from::text, 'none') FROM tinbao.tip_restriction"
            + " WHERE tip_id = '%s' AND until IS NULL".formatted(tip));
  }

  @Test
  void what_the_lead_did_before_or_after_the_merge_is_owed_no_more_once_they_are_parted() {
    TipReceipt lead = tip(story(odd()));
    TipReceipt later = tip(story(odd()));
    String agency = province();
    lead(lead.id(), agency);
    lead(later.id(), agency);
    sql.run(
        "UPDATE tinbao.tip_agency SET since = since - interval '1 day' WHERE tip_id IN ('%s', '%s')"
            .formatted(lead.id(), later.id()));
    StaffMember head = world.person("truong", agency, Role.AGENCY_LEAD);
    step(head, lead.id(), StepKind.REGISTER, Map.of());
    step(head, lead.id(), StepKind.BEGIN_CLASSIFYING, Map.of());
    String before = LocalDateTime.now(LegalTime.ZONE).toString();
    merges.merge(head, id(), lead.id(), later.id(), false);
    step(head, lead.id(), StepKind.FIND_COMPETENT, Map.of("happened_at", before));
    assertThat(owed(List.of(later))).containsExactly("notify_reporter_received");
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.tip_clock c JOIN tinbao.tip_merge m USING (tip_id) WHERE tip_id = '%s' AND clock = 'notify_reporter_received' AND started_at < merged_at"
                    .formatted(later.id())))
        .as("counted from before they were one")
        .isOne();
    merges.undo(head, later.id());
    assertThat(owed(List.of(lead, later))).containsExactly("notify_reporter_received", "");
    // What the tip's own agency did counts again.
    step(head, later.id(), StepKind.REGISTER, Map.of());
    step(head, later.id(), StepKind.BEGIN_CLASSIFYING, Map.of());
    step(head, later.id(), StepKind.FIND_COMPETENT, Map.of());
    assertThat(owed(List.of(later))).containsExactly("notify_reporter_received");
  }

  @Test
  void whoever_changes_what_hangs_together_waits_in_one_order() throws Exception {
    List<TipReceipt> tips = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tips.add(tip(story(odd())));
    }
    UUID lead = tips.get(0).id();
    tips.stream().skip(1).forEach(tip -> merges.merge(here(), id(), lead, tip.id(), false));
    StaffMember head = head();
    Random random = new Random(274);
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<CompletableFuture<?>> running = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        TipReceipt one = tips.get(random.nextInt(tips.size()));
        int what = i % 5;
        running.add(
            CompletableFuture.runAsync(
                () -> {
                  switch (what) {
                    case 0 ->
                        // Nobody is named: a tip that left keeps its own names when it joins again.
                        restrictions.restrict(head, lead, TipRestrictions.Reason.OTHER, Set.of());
                    case 1 -> restrictions.lift(head, lead);
                    case 2 -> followUp.write(one.code().grouped(), id(), "thêm");
                    case 3 -> restrictions.lift(head, one.id());
                    default -> {
                      merges.undo(head, one.id());
                      merges.merge(head, id(), lead, one.id(), false);
                    }
                  }
                },
                pool));
      }
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
    } finally {
      pool.shutdownNow();
    }
    restrictions.restrict(head, lead, TipRestrictions.Reason.OTHER, Set.of());
    for (TipReceipt tip : tips) {
      boolean joined = tip.id().equals(lead) || merges.of(tip.id()).isPresent();
      assertThat(desk.open(here(), tip.id()).isEmpty()).isEqualTo(joined || restricted(tip));
    }
  }

  private boolean restricted(TipReceipt tip) {
    return restrictions.ofTip(tip.id()).isPresent();
  }

  private List<String> audit(UUID tip) {
    return sql.rows(
        "SELECT action || ' ' || coalesce(reason, 'null') FROM tinbao.audit WHERE subject_id = '%s'"
            .formatted(tip));
  }

  /** What reporters are owed now, tip by tip. */
  private List<String> owed(List<TipReceipt> tips) {
    return tips.stream().map(tip -> clocksOwed(tip.id())).toList();
  }

  private String clocksOwed(UUID tip) {
    return sql.text(
        "SELECT coalesce(string_agg(clock, ',' ORDER BY clock), '') FROM tinbao.tip_clock"
            + " WHERE tip_id = '%s' AND state IN ('RUNNING', 'BREACHED') AND clock LIKE 'notify_reporter%%'"
                .formatted(tip));
  }

  private void told(StaffMember by, TipReceipt tip, NoticeKind kind) {
    assertThat(
            notices.give(
                by, id(), tip.id(), kind, Notices.Way.DIALOGUE, null, "Đã báo " + kind.name()))
        .isInstanceOf(Notices.Outcome.Done.class);
  }

  private void step(StaffMember by, UUID tip, StepKind kind, Map<String, String> fields) {
    assertThat(proceedings.step(by, id(), tip, kind, fields))
        .as(kind.name())
        .isInstanceOf(StepOutcome.Done.class);
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> more = new HashMap<>(fields);
    more.put(name, value);
    return more;
  }

  private static String today() {
    return LegalTime.day(Instant.now()).toString();
  }

  /** Police of the province, which may resolve a report itself. */
  private String province() {
    return sql.text(
        "SELECT id FROM tinbao.agency WHERE id LIKE 'ca_tinh@20/%' AND valid_to IS NULL LIMIT 1");
  }

  /** Gives it to an agency past all doors. */
  private void lead(UUID tip, String agency) {
    sql.run(
        """
        DELETE FROM tinbao.tip_agency WHERE tip_id = '%1$s';
        INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since)
        SELECT id, '%2$s', 'LEAD', received_at FROM tinbao.tip WHERE id = '%1$s';
        UPDATE tinbao.tip SET lead_agency_id = '%2$s' WHERE id = '%1$s'
        """
            .formatted(tip, agency));
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
