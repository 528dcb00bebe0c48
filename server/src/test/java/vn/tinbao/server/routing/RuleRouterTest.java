package vn.tinbao.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.BuiltInSnapshot;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood.Kind;

/** Who leads, who supports, and why, over the built-in catalogue. */
class RuleRouterTest {
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);
  private static final LocalDate SPRING_2025 = LocalDate.of(2025, 3, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static final String IA_DAL_OLD = "23535/2021-11-01";
  private static final String IA_DAL = "23535/2025-07-01";
  private static final String KHANH_KHE = "06286/2025-07-01";
  private static final String BINH_TRUNG = "06217/2021-11-01";
  private static final String TRUONG_XUAN = "15598/2021-11-01";
  private static final String HONG_NGU = "870/2021-11-01";
  private static final String LANG_SON = "20/2021-11-01";

  private static final CatalogueSnapshot SNAPSHOT = BuiltInSnapshot.read();
  private static final RuleRouter ROUTER = new RuleRouter(SNAPSHOT);

  @Test
  void commune_police_lead_today_and_the_province_supports() {
    RoutingDecision decision = ROUTER.route(crime(KHANH_KHE, TODAY));
    assertThat(lead(decision)).isEqualTo("Công an xã Khánh Khê");
    assertThat(supporting(decision))
        .contains("Công an tỉnh Lạng Sơn", "Phòng Cảnh sát hình sự Công an tỉnh Lạng Sơn (PC02)")
        .anyMatch(name -> name.startsWith("Viện kiểm sát nhân dân khu vực"));
    assertThat(decision.ruleId()).isEqualTo("crime.commune-police");
    assertThat(decision.fallback()).isFalse();
    assertThat(decision.unitId()).isEqualTo(id(KHANH_KHE));
    assertThat(decision.catalogueVersion()).isEqualTo(SNAPSHOT.version());
  }

  @Test
  void district_police_led_until_the_last_of_february_2025() {
    LocalDate lastDay = SPRING_2025.minusDays(1);
    assertThat(lead(ROUTER.route(crime(IA_DAL_OLD, lastDay)))).isEqualTo("Công an huyện Ia H'Drai");
    assertThat(lead(ROUTER.route(crime(IA_DAL_OLD, SPRING_2025)))).isEqualTo("Công an xã Ia Đal");
  }

  @Test
  void a_plan_of_a_district_goes_before_general_law_in_its_year() {
    assertThat(ROUTER.route(crime(IA_DAL_OLD, IN_2024)).ruleId())
        .isEqualTo("plan.ia-hdrai-2024.crime");
    assertThat(ROUTER.route(crime(IA_DAL_OLD, LocalDate.of(2025, 1, 1))).ruleId())
        .isEqualTo("crime.district-police");
  }

  @Test
  void the_border_post_leads_only_when_a_crossing_is_at_hand() {
    RoutingQuestion atHand =
        question(IA_DAL, TODAY, Kind.REPORT, List.of(Category.LURE_ABROAD), 5, false, true);
    assertThat(lead(ROUTER.route(atHand))).isEqualTo("Đồn Biên phòng trên địa bàn xã Ia Đal");
    RoutingQuestion oneDay =
        question(IA_DAL, TODAY, Kind.REPORT, List.of(Category.LURE_ABROAD), 3, false, true);
    RoutingDecision decision = ROUTER.route(oneDay);
    assertThat(lead(decision)).isEqualTo("Công an xã Ia Đal");
    assertThat(supporting(decision)).contains("Đồn Biên phòng trên địa bàn xã Ia Đal");
  }

  @Test
  void away_from_the_border_the_police_lead_a_crossing_too() {
    RoutingQuestion question =
        question(KHANH_KHE, TODAY, Kind.REPORT, List.of(Category.LURE_ABROAD), 5, false, true);
    assertThat(lead(ROUTER.route(question))).isEqualTo("Công an xã Khánh Khê");
  }

  @Test
  void a_unit_that_is_no_more_is_led_to_the_one_of_today() {
    RoutingDecision decision = ROUTER.route(crime(BINH_TRUNG, TODAY));
    assertThat(lead(decision)).isEqualTo("Công an xã Khánh Khê");
    assertThat(decision.unitId()).isEqualTo(id(KHANH_KHE));
    assertThat(decision.reasons().get(0)).contains("Bình Trung", "nay là Xã Khánh Khê");
  }

  @Test
  void a_unit_that_was_split_goes_to_what_holds_its_parts_and_a_person_is_asked() {
    RoutingDecision decision = ROUTER.route(crime(TRUONG_XUAN, TODAY));
    assertThat(lead(decision)).isEqualTo("Công an tỉnh Thanh Hóa");
    assertThat(decision.reasons().get(0))
        .startsWith("CẦN NGƯỜI CHỌN")
        .contains("Xã Thọ Xuân", "Xã Xuân Lập");
    assertThat(lead(ROUTER.route(crime(TRUONG_XUAN, IN_2024)))).isEqualTo("Công an huyện Thọ Xuân");
  }

  @Test
  void a_district_that_is_no_more_goes_to_its_province() {
    assertThat(lead(ROUTER.route(crime(HONG_NGU, TODAY)))).isEqualTo("Công an tỉnh Đồng Tháp");
    assertThat(lead(ROUTER.route(crime(HONG_NGU, IN_2024)))).isEqualTo("Công an huyện Hồng Ngự");
  }

  @Test
  void a_province_alone_goes_to_its_police() {
    RoutingDecision decision = ROUTER.route(crime(LANG_SON, TODAY));
    assertThat(lead(decision)).isEqualTo("Công an tỉnh Lạng Sơn");
    assertThat(decision.ruleId()).isEqualTo("crime.province");
    assertThat(decision.reasons())
        .anyMatch(reason -> reason.startsWith("Nơi xảy ra mới rõ đến cấp tỉnh (Tỉnh Lạng Sơn)"))
        .noneMatch(reason -> reason.contains("Công an cấp xã tiếp nhận"));
    RoutingQuestion abroad =
        question(LANG_SON, TODAY, Kind.REPORT, List.of(Category.LURE_ABROAD), 5, false, true);
    assertThat(ROUTER.route(abroad).ruleId()).isEqualTo("crime.province.abroad");
    assertThat(ROUTER.route(crime(KHANH_KHE, TODAY)).reasons())
        .noneMatch(reason -> reason.contains("mới rõ đến cấp"));
  }

  @Test
  void a_district_of_before_is_a_place_in_doubt_too_and_its_reasons_say_so() {
    assertThat(ROUTER.route(crime(HONG_NGU, IN_2024)).reasons())
        .anyMatch(reason -> reason.startsWith("Nơi xảy ra mới rõ đến cấp huyện"));
  }

  @Test
  void support_is_the_health_departments_and_danger_is_the_polices() {
    RoutingQuestion support =
        question(KHANH_KHE, TODAY, Kind.HELP, List.of(Category.SUPPORT_REQUEST), 2, false, false);
    assertThat(lead(ROUTER.route(support))).isEqualTo("Sở Y tế tỉnh Lạng Sơn");
    RoutingQuestion danger =
        new RoutingQuestion(
            id(KHANH_KHE),
            null,
            Kind.HELP,
            List.of(Category.SUPPORT_REQUEST),
            2,
            false,
            false,
            true,
            TODAY);
    assertThat(lead(ROUTER.route(danger))).isEqualTo("Công an xã Khánh Khê");
  }

  @Test
  void advice_never_leads_to_the_police_on_any_day_with_a_place() {
    for (Unit unit : SNAPSHOT.units()) {
      for (LocalDate day : List.of(IN_2024, SPRING_2025, TODAY)) {
        if (!unit.standsOn(day)) {
          continue;
        }
        RoutingDecision decision =
            ROUTER.route(
                new RoutingQuestion(
                    unit.id(),
                    null,
                    Kind.ADVICE,
                    List.of(Category.ADVICE),
                    1,
                    false,
                    false,
                    false,
                    day));
        if (!decision.fallback()) {
          assertThat(agency(decision).key()).doesNotStartWith("ca_");
        }
      }
    }
  }

  @Test
  void a_tip_without_a_place_goes_to_the_standing_agency_of_the_hotline() {
    RoutingDecision decision =
        ROUTER.route(
            new RoutingQuestion(
                null,
                id(KHANH_KHE),
                Kind.REPORT,
                List.of(Category.LURE_ABROAD),
                5,
                false,
                true,
                false,
                TODAY));
    assertThat(lead(decision)).isEqualTo("Công an xã Khánh Khê");
    assertThat(decision.fallback()).isTrue();
    assertThat(decision.ruleId()).isNull();
    assertThat(decision.unitId()).isNull();
    assertThat(decision.reasons().get(0)).startsWith("Chưa rõ việc xảy ra ở đâu");
  }

  @Test
  void who_asks_without_a_place_is_helped_where_he_called() {
    RoutingDecision decision =
        ROUTER.route(
            new RoutingQuestion(
                null,
                id(KHANH_KHE),
                Kind.ADVICE,
                List.of(Category.ADVICE),
                1,
                false,
                false,
                false,
                TODAY));
    assertThat(lead(decision)).isEqualTo("Sở Y tế tỉnh Lạng Sơn");
    assertThat(decision.fallback()).isFalse();
    assertThat(decision.unitId()).isNull();
  }

  @Test
  void without_place_and_hotline_the_national_standing_agency_has_it() {
    RoutingDecision decision = ROUTER.route(crime(null, TODAY));
    assertThat(decision.leadAgencyId())
        .isEqualTo(SNAPSHOT.nationalStanding(TODAY).orElseThrow().id());
    assertThat(decision.fallback()).isTrue();
  }

  @Test
  void who_asks_without_any_place_is_helped_by_the_national_line_never_by_the_police() {
    for (LocalDate day : List.of(IN_2024, SPRING_2025, TODAY)) {
      for (Category category : List.of(Category.ADVICE, Category.SUPPORT_REQUEST)) {
        Kind kind = category == Category.ADVICE ? Kind.ADVICE : Kind.HELP;
        RoutingDecision decision =
            ROUTER.route(question(null, day, kind, List.of(category), 1, false, false));
        assertThat(decision.leadAgencyId()).isEqualTo("tong_dai_111@01/2021-11-01");
        assertThat(decision.fallback()).isFalse();
        assertThat(decision.unitId()).isNull();
      }
    }
  }

  @Test
  void the_deadline_profile_follows_what_the_tip_is_about() {
    assertThat(profile(Kind.REPORT, Category.FORCED_LABOUR, 3, false))
        .isEqualTo(DeadlineProfile.TRAFFICKING_SUSPECTED);
    assertThat(profile(Kind.REPORT, Category.SEXUAL_EXPLOITATION, 4, true))
        .isEqualTo(DeadlineProfile.CHILD_IN_DANGER);
    assertThat(profile(Kind.REPORT, Category.SEXUAL_EXPLOITATION, 3, true))
        .isEqualTo(DeadlineProfile.TRAFFICKING_SUSPECTED);
    assertThat(profile(Kind.HELP, Category.SUPPORT_REQUEST, 2, false))
        .isEqualTo(DeadlineProfile.VICTIM_SUPPORT);
    assertThat(profile(Kind.ADVICE, Category.ADVICE, 1, false)).isEqualTo(DeadlineProfile.ADVICE);
    assertThat(profile(Kind.REPORT, Category.OTHER_CRIME, 2, false))
        .isEqualTo(DeadlineProfile.OTHER_REPORT);
    assertThat(profile(Kind.UNRELATED, Category.UNRELATED, 1, false))
        .isEqualTo(DeadlineProfile.OTHER_REPORT);
  }

  private static DeadlineProfile profile(Kind kind, Category category, int urgency, boolean child) {
    return ROUTER
        .route(question(KHANH_KHE, TODAY, kind, List.of(category), urgency, child, false))
        .profile();
  }

  @Test
  void the_reporter_is_told_verified_numbers_of_the_day_danger_first() {
    assertThat(lines(Kind.REPORT, Category.FORCED_LABOUR, 5)).startsWith("113").contains("111");
    assertThat(lines(Kind.REPORT, Category.FORCED_LABOUR, 3)).containsExactly("111");
    assertThat(lines(Kind.ADVICE, Category.ADVICE, 1)).containsExactly("111");
    RoutingDecision hue =
        ROUTER.route(
            question(
                "19753/2025-07-01", TODAY, Kind.REPORT, List.of(Category.CHILD), 3, true, false));
    assertThat(hue.hotlines())
        .extracting(RoutingDecision.Line::number)
        .containsExactly("111", "0694149315");
    RoutingDecision before =
        ROUTER.route(
            question(HONG_NGU, IN_2024, Kind.ADVICE, List.of(Category.ADVICE), 1, false, false));
    assertThat(before.hotlines())
        .extracting(RoutingDecision.Line::number)
        .containsExactly("02773838154", "111");
  }

  private static List<String> lines(Kind kind, Category category, int urgency) {
    return ROUTER
        .route(question(KHANH_KHE, TODAY, kind, List.of(category), urgency, false, false))
        .hotlines()
        .stream()
        .map(RoutingDecision.Line::number)
        .toList();
  }

  @Test
  void danger_at_the_border_that_is_no_crossing_is_the_polices() {
    RoutingQuestion held =
        new RoutingQuestion(
            id(IA_DAL),
            null,
            Kind.HELP,
            List.of(Category.ONLINE_SCAM_LABOUR, Category.LURE_ABROAD),
            5,
            false,
            true,
            false,
            false,
            null,
            TODAY);
    assertThat(lead(ROUTER.route(held))).isEqualTo("Công an xã Ia Đal");
  }

  @Test
  void who_receives_a_report_and_may_not_resolve_it_hands_it_on_at_once() {
    RoutingDecision decision = ROUTER.route(typedAt("hlhpn_xa@06286/2025-07-01", KHANH_KHE));
    assertThat(lead(decision)).isEqualTo("Công an xã Khánh Khê");
    assertThat(decision.reasons().get(0))
        .startsWith(
            "Hội Liên hiệp Phụ nữ xã Khánh Khê nhận tin và chuyển ngay cho Công an xã Khánh Khê.")
        .contains("căn cứ: BLTTHS");
    RoutingDecision nowhere = ROUTER.route(typedAt("ubnd_xa@06286/2025-07-01", null));
    assertThat(lead(nowhere)).isEqualTo("Công an xã Khánh Khê");
    assertThat(nowhere.reasons()).anyMatch(r -> r.contains("chuyển ngay cho"));
    assertThat(ROUTER.route(typedAt("ca_xa@06286/2025-07-01", KHANH_KHE)).reasons())
        .noneMatch(r -> r.contains("chuyển ngay cho"));
    assertThat(ROUTER.route(typedAt("no such agency", KHANH_KHE)).reasons())
        .noneMatch(r -> r.contains("chuyển ngay cho"));
  }

  private static RoutingQuestion typedAt(String agency, @Nullable String unit) {
    return new RoutingQuestion(
        unit == null ? null : id(unit),
        id(KHANH_KHE),
        Kind.REPORT,
        List.of(Category.FORCED_LABOUR),
        3,
        false,
        false,
        false,
        false,
        agency,
        TODAY);
  }

  @Test
  void the_version_of_the_rules_is_that_of_their_content() {
    RoutingDecision decision = ROUTER.route(crime(KHANH_KHE, TODAY));
    assertThat(decision.rulesVersion()).matches("[0-9a-f]{12}");
    assertThat(versionWith(SNAPSHOT.rules())).isEqualTo(decision.rulesVersion());
    List<CompetenceRule> backwards = new ArrayList<>(SNAPSHOT.rules());
    java.util.Collections.reverse(backwards);
    assertThat(versionWith(backwards)).isEqualTo(decision.rulesVersion());
    assertThat(versionWith(SNAPSHOT.rules().subList(1, SNAPSHOT.rules().size())))
        .isNotEqualTo(decision.rulesVersion());
  }

  private static String versionWith(List<CompetenceRule> rules) {
    CatalogueSnapshot other =
        new CatalogueSnapshot(
            9, SNAPSHOT.units(), List.of(), SNAPSHOT.agencies(), rules, SNAPSHOT.hotlines());
    return new RuleRouter(other).route(crime(KHANH_KHE, TODAY)).rulesVersion();
  }

  @Test
  void where_no_rule_finds_anyone_the_standing_agency_of_the_smallest_unit_leads() {
    CatalogueSnapshot noRules =
        new CatalogueSnapshot(
            9, SNAPSHOT.units(), List.of(), SNAPSHOT.agencies(), List.of(), List.of());
    RoutingDecision decision = new RuleRouter(noRules).route(crime(KHANH_KHE, TODAY));
    assertThat(lead(decision)).isEqualTo("Công an xã Khánh Khê");
    assertThat(decision.fallback()).isTrue();
    assertThat(decision.reasons().get(0)).contains("chưa ghi nhận cơ quan nào có thẩm quyền");
  }

  @Test
  void only_an_empty_catalogue_has_no_answer() {
    assertThatThrownBy(() -> new RuleRouter(CatalogueSnapshot.empty()).route(crime(null, TODAY)))
        .isInstanceOf(NoAgencyException.class);
    Agency ended =
        SNAPSHOT.agencies().stream().filter(a -> a.key().equals("ca_huyen")).findFirst().get();
    CatalogueSnapshot one =
        new CatalogueSnapshot(9, SNAPSHOT.units(), List.of(), List.of(ended), List.of(), List.of());
    assertThat(new RuleRouter(one).route(crime(null, TODAY)).leadAgencyId()).isEqualTo(ended.id());
  }

  @Test
  void an_unknown_unit_is_no_place() {
    RoutingDecision decision =
        ROUTER.route(
            new RoutingQuestion(-5L, -6L, Kind.REPORT, List.of(), 3, false, false, false, TODAY));
    assertThat(decision.fallback()).isTrue();
  }

  @Test
  void of_equal_priority_the_narrower_rule_wins_then_the_smaller_id() {
    CompetenceRule wide = rule("b.wide", List.of(), 10);
    CompetenceRule narrow = rule("c.narrow", List.of("LURE_ABROAD"), 10);
    CompetenceRule first = rule("a.wide", List.of(), 10);
    CompetenceRule heavy = rule("z.heavy", List.of(), 11);
    assertThat(decidedBy(wide, narrow, first)).isEqualTo("c.narrow");
    assertThat(decidedBy(wide, first)).isEqualTo("a.wide");
    assertThat(decidedBy(wide, narrow, first, heavy)).isEqualTo("z.heavy");
  }

  @Test
  void reasons_are_whole_sentences_about_place_signs_rule_and_support() {
    RoutingQuestion question =
        question(
            KHANH_KHE,
            TODAY,
            Kind.REPORT,
            List.of(Category.FORCED_MARRIAGE, Category.CHILD),
            4,
            true,
            true);
    List<String> reasons = ROUTER.route(question).reasons();
    assertThat(reasons).allMatch(r -> r.endsWith(".") && Character.isUpperCase(r.charAt(0)));
    assertThat(reasons.get(0))
        .isEqualTo(
            "Xã Khánh Khê, Tỉnh Lạng Sơn thuộc địa bàn Công an xã Khánh Khê; nội dung tin:"
                + " dấu hiệu ép kết hôn, bán làm vợ, có người dưới 18 tuổi, có yếu tố ra nước"
                + " ngoài; mức khẩn cấp 4/5 → Công an xã Khánh Khê chủ trì.");
    assertThat(reasons.get(1)).contains("căn cứ: ");
    assertThat(reasons).anyMatch(r -> r.contains("12 giờ") && r.contains("111"));
    assertThat(reasons.get(reasons.size() - 1)).startsWith("Cơ quan phối hợp: ");
  }

  @Test
  void every_question_has_one_lead_that_is_not_its_own_support() {
    Random random = new Random(138);
    List<Unit> units = new ArrayList<>(SNAPSHOT.units());
    List<LocalDate> days =
        List.of(LocalDate.of(2019, 1, 1), IN_2024, SPRING_2025, TODAY, LocalDate.of(2035, 1, 1));
    for (int round = 0; round < 5_000; round++) {
      Category category = Category.values()[random.nextInt(Category.values().length)];
      RoutingQuestion question =
          new RoutingQuestion(
              random.nextBoolean() ? units.get(random.nextInt(units.size())).id() : null,
              random.nextBoolean() ? units.get(random.nextInt(units.size())).id() : null,
              Kind.values()[random.nextInt(Kind.values().length)],
              random.nextInt(10) == 0 ? List.of() : List.of(category),
              1 + random.nextInt(5),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              days.get(random.nextInt(days.size())));
      RoutingDecision decision = ROUTER.route(question);
      assertThat(SNAPSHOT.agency(decision.leadAgencyId())).isPresent();
      assertThat(decision.supportingAgencyIds())
          .doesNotContain(decision.leadAgencyId())
          .doesNotHaveDuplicates();
      assertThat(decision.fallback()).isEqualTo(decision.ruleId() == null);
      assertThat(decision.reasons()).isNotEmpty().allMatch(r -> r.endsWith("."));
      assertThat(ROUTER.route(question)).isEqualTo(decision);
    }
  }

  private static String decidedBy(CompetenceRule... rules) {
    CatalogueSnapshot snapshot =
        new CatalogueSnapshot(
            9, SNAPSHOT.units(), List.of(), SNAPSHOT.agencies(), List.of(rules), List.of());
    RoutingQuestion question =
        question(KHANH_KHE, TODAY, Kind.REPORT, List.of(Category.LURE_ABROAD), 3, false, true);
    return String.valueOf(new RuleRouter(snapshot).route(question).ruleId());
  }

  private static CompetenceRule rule(String id, List<String> categories, int priority) {
    return new CompetenceRule(
        id,
        "CRIME_REPORT",
        Set.copyOf(categories),
        1,
        null,
        null,
        List.of(new CompetenceRule.Wanted(AgencyFunction.POLICE, AgencyLevel.COMMUNE, null)),
        List.of(),
        priority,
        null,
        Set.of(),
        "Câu.",
        "x",
        LocalDate.of(2020, 1, 1),
        null);
  }

  private static RoutingQuestion crime(@Nullable String unit, LocalDate day) {
    return question(unit, day, Kind.REPORT, List.of(Category.SEXUAL_EXPLOITATION), 3, false, false);
  }

  private static RoutingQuestion question(
      @Nullable String unit,
      LocalDate day,
      Kind kind,
      List<Category> categories,
      int urgency,
      boolean child,
      boolean crossBorder) {
    return new RoutingQuestion(
        unit == null ? null : id(unit),
        null,
        kind,
        categories,
        urgency,
        child,
        crossBorder,
        false,
        day);
  }

  private static long id(String ref) {
    return SNAPSHOT.units().stream()
        .filter(u -> u.ref().equals(ref))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static Agency agency(RoutingDecision decision) {
    return SNAPSHOT.agency(decision.leadAgencyId()).orElseThrow();
  }

  private static String lead(RoutingDecision decision) {
    return agency(decision).name();
  }

  private static List<String> supporting(RoutingDecision decision) {
    return decision.supportingAgencyIds().stream()
        .map(id -> SNAPSHOT.agency(id).orElseThrow().name())
        .toList();
  }
}
