package vn.tinbao.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class TipSearchTest {
  @Inject TipSearch search;
  @Inject Indexing indexing;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject TipDesk desk;
  @Inject TipRestrictions restrictions;
  @Inject Assignments assignments;
  @Inject TipVault vault;
  @Inject AccessWorld world;
  @Inject TestSql sql;

  @Test
  void words_of_story_and_dialogue_find_a_tip_of_the_own_agency_and_no_other() {
    String odd = odd();
    TipReceipt tip = tip("Ở xã Khánh Khê, Lạng Sơn bà " + odd + " rủ cháu đi, gọi 0912 345 678.");
    followUp.write(tip.code().grouped(), id(), "Bà ấy ở nhà ông Tượng " + odd);
    indexed(tip.id());

    assertThat(ids(here(), words("ba " + odd))).containsExactly(tip.id());
    assertThat(ids(here(), words("\"ông tượng\" " + odd + " 0912345678")))
        .containsExactly(tip.id());
    assertThat(ids(here(), words(odd + " hải phòng"))).isEmpty();
    assertThat(ids(elsewhere(), words(odd))).isEmpty();
  }

  @Test
  void a_restricted_tip_is_found_by_those_who_may_open_it_only() {
    String odd = odd();
    TipReceipt tip = tip("Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc " + odd);
    indexed(tip.id());
    StaffMember head = world.person("truong", AccessWorld.HERE, Role.AGENCY_LEAD);
    assertThat(restrictions.restrict(head, tip.id(), TipRestrictions.Reason.OTHER, Set.of()))
        .isTrue();

    assertThat(ids(head, words(odd))).containsExactly(tip.id());
    assertThat(ids(here(), words(odd))).isEmpty();
    assertThat(ids(here(), number(tip.code().grouped()))).isEmpty();
  }

  @Test
  void receipt_and_short_number_find_one_tip() {
    TipReceipt tip = tip("Ở xã Khánh Khê, Lạng Sơn có người lạ");
    String text = tip.id().toString();

    assertThat(ids(here(), number(tip.code().grouped()))).containsExactly(tip.id());
    assertThat(ids(here(), number("#" + text.substring(text.length() - 6)))).contains(tip.id());
    assertThat(ids(elsewhere(), number(tip.code().grouped()))).isEmpty();
    assertThat(ids(here(), number("no code at all '; DROP"))).isEmpty();
  }

  @Test
  void place_day_state_category_and_officer_narrow_it() {
    String odd = odd();
    TipReceipt tip =
        tip("Ở xã Khánh Khê, Lạng Sơn bọn lừa bán người sang Trung Quốc làm vợ, " + odd);
    indexed(tip.id());
    LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.ofHours(7));
    StaffMember officer = world.person("canbo", AccessWorld.HERE, Role.FIELD_OFFICER);
    assignments.offer(here(), id(), tip.id(), officer.id(), "Đi ngay", Duration.ofMinutes(5));

    assertThat(ids(here(), wish(odd, "khanh khe, lang son", today, today, null, null)))
        .containsExactly(tip.id());
    assertThat(ids(here(), wish(odd, "tỉnh Lạng Sơn", null, null, null, null)))
        .containsExactly(tip.id());
    assertThat(ids(here(), wish(odd, "Thọ Xuân", null, null, null, null))).isEmpty();
    assertThat(ids(here(), wish(odd, null, today.plusDays(1), null, null, null))).isEmpty();
    assertThat(ids(here(), wish(odd, null, null, today.minusDays(1), null, null))).isEmpty();
    assertThat(ids(here(), wish(odd, null, null, null, "PROSECUTED", null))).isEmpty();
    assertThat(ids(here(), wish(odd, null, null, null, null, officer.id())))
        .containsExactly(tip.id());
    assertThat(ids(here(), wish(odd, null, null, null, null, UUID.randomUUID()))).isEmpty();
    assertThat(
            ids(here(), new Wish(null, odd, null, null, null, Category.FORCED_BEGGING, null, null)))
        .isEmpty();
    assertThat(search.find(here(), wish(odd, "Nơi Không Có", null, null, null, null), start()))
        .extracting(TipSearch.Result::noSuchPlace)
        .isEqualTo(true);
  }

  @Test
  void pages_follow_each_other_without_gaps_or_repeats() {
    String odd = odd();
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < TipSearch.PAGE + 7; i++) {
      made.add(tip("o xa Khánh Khê Lạng Sơn nghi co nguoi " + odd).id());
    }
    made.forEach(this::indexed);
    List<UUID> seen = new ArrayList<>();
    TipSearch.After at = start();
    for (int page = 0; at != null && page < 5; page++) {
      TipSearch.Result result = search.find(here(), words(odd), at);
      result.lines().forEach(line -> seen.add(line.id()));
      at = result.next();
    }

    assertThat(seen).containsExactlyInAnyOrderElementsOf(made).doesNotHaveDuplicates();
  }

  @Test
  void what_stands_behind_many_that_do_not_fit_is_found_and_the_end_is_known() {
    UUID rare = tip("Ở xã Khánh Khê, Lạng Sơn chúng rủ cháu đi bán thận lấy tiền").id();
    sql.run(
        "UPDATE tinbao.tip_agency SET since = '2024-02-01' WHERE tip_id = '%s' AND until IS NULL"
            .formatted(rare));
    sql.run(
        "UPDATE tinbao.tip SET received_at = '2024-02-01', categories = ARRAY['ORGAN_REMOVAL']"
            + " WHERE id = '%s'".formatted(rare));
    for (int i = 0; i < 110; i++) {
      tip("o xa Khánh Khê Lạng Sơn nghi co nguoi lua " + i);
    }
    Wish wish = new Wish(null, null, null, null, null, Category.ORGAN_REMOVAL, null, null);
    TipSearch.Result found = search.find(here(), wish, start());

    assertThat(found.lines()).extracting(TipDesk.Line::id).contains(rare);
    assertThat(found.next()).isNull();
    LocalDate that = LocalDate.of(2024, 2, 1);
    Wish then = new Wish(null, null, null, that, that, Category.ORGAN_REMOVAL, null, null);
    assertThat(ids(here(), then)).containsExactly(rare);
  }

  @Test
  void a_search_leaves_an_audit_row_without_the_words() {
    String odd = odd();
    long before = count("audit WHERE action = 'TIPS_SEARCHED'");
    ids(here(), words("tìm " + odd));

    assertThat(count("audit WHERE action = 'TIPS_SEARCHED'")).isGreaterThan(before);
    assertThat(count("audit a WHERE a::text LIKE '%" + odd + "%'")).isZero();
  }

  @Test
  void whoever_has_no_right_finds_nothing() {
    String odd = odd();
    indexed(tip("Ở xã Khánh Khê, Lạng Sơn " + odd).id());

    assertThat(ids(world.person("dihuong", AccessWorld.HERE, Role.FIELD_OFFICER), words(odd)))
        .isEmpty();
    assertThat(ids(world.person("soat", AccessWorld.HERE, Role.AUDITOR), words(odd))).isEmpty();
  }

  @Test
  void destroying_the_key_takes_the_index_along_and_a_lost_index_is_made_anew() {
    String odd = odd();
    UUID gone = tip("Ở xã Khánh Khê, Lạng Sơn một " + odd).id();
    UUID stays = tip("Ở xã Khánh Khê, Lạng Sơn hai " + odd).id();
    indexed(gone);
    indexed(stays);
    vault.destroy(gone);

    assertThat(count("tip_words WHERE tip_id = '" + gone + "'")).isZero();
    assertThat(count("tip_likeness WHERE tip_id = '" + gone + "'")).isZero();
    sql.run("DELETE FROM tinbao.tip_words WHERE tip_id = '" + stays + "'");
    indexing.addMissing();
    indexed(stays);
    assertThat(ids(here(), words(odd))).containsExactly(stays);
    assertThat(count("tip_words WHERE tip_id = '" + gone + "'")).isZero();
  }

  private void indexed(UUID tip) {
    await()
        .untilAsserted(
            () -> {
              assertThat(count("tip_to_index WHERE tip_id = '" + tip + "'")).isZero();
              assertThat(count("tip_words WHERE tip_id = '" + tip + "'")).isOne();
            });
  }

  private long count(String from) {
    return sql.number("SELECT count(*) FROM tinbao." + from);
  }

  private List<UUID> ids(StaffMember viewer, Wish wish) {
    return search.find(viewer, wish, start()).lines().stream().map(TipDesk.Line::id).toList();
  }

  private static TipSearch.After start() {
    return TipSearch.After.start();
  }

  private static Wish words(String words) {
    return new Wish(null, words, null, null, null, null, null, null);
  }

  private static Wish number(String number) {
    return new Wish(number, null, null, null, null, null, null, null);
  }

  private static Wish wish(
      String words, String place, LocalDate from, LocalDate to, String state, UUID officer) {
    return new Wish(null, words, place, from, to, null, state, officer);
  }

  private TipReceipt tip(String story) {
    return Tips.submit(intake, story);
  }

  private StaffMember here() {
    return world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER);
  }

  private StaffMember elsewhere() {
    return world.person("truc", AccessWorld.ELSEWHERE, Role.DUTY_OFFICER);
  }

  private static UUID id() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private static String odd() {
    return "zq" + Long.toString(Math.abs(UUID.randomUUID().getMostSignificantBits()), 36);
  }
}
