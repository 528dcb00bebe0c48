package vn.tinbao.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import vn.tinbao.server.catalogue.BuiltInSnapshot;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/** The five founding plans are whole, and their agencies are those of the catalogue. */
class BuiltInPlansTest {
  private static final CatalogueSnapshot SNAPSHOT = BuiltInSnapshot.read();
  private static final PlanAgencies AGENCIES = new PlanAgencies(() -> SNAPSHOT);
  private static final LocalDate TODAY = LocalDate.of(2026, 8, 1);

  static final List<String> IDS = BuiltInPlans.IDS;

  @ParameterizedTest
  @CsvSource({
    "binh-trung-2024,17,0,2,3,4,5",
    "hong-ngu-2021-2025,47,26,8,3,4,12",
    "ia-hdrai-2024,28,0,6,6,4,5",
    "tho-xuan-30-7-2024,31,6,2,9,1,9",
    "thua-thien-hue-2024,38,0,7,5,4,8"
  })
  void every_founding_plan_is_whole(
      String id, int tasks, int solutions, int targets, int basis, int reports, int recipients) {
    Plan plan = BuiltInPlans.read(id);
    Map<PlanTask.Kind, Long> kinds =
        plan.tasks().stream().collect(Collectors.groupingBy(PlanTask::kind, Collectors.counting()));
    assertThat(kinds.get(PlanTask.Kind.TASK)).isEqualTo(tasks);
    assertThat(kinds.getOrDefault(PlanTask.Kind.SOLUTION, 0L)).isEqualTo(solutions);
    assertThat(plan.targets()).hasSize(targets);
    assertThat(plan.basis()).hasSize(basis);
    assertThat(plan.reporting().rules()).hasSize(reports);
    assertThat(plan.recipients()).hasSize(recipients);
    assertThat(plan.notes()).anyMatch(note -> note.kind() == PlanNote.Kind.IRREGULARITY);
    assertThat(AGENCIES.unit(plan)).isPresent();
  }

  /** Counted in the text of the founding plans, not in our files. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "binh-trung-2024|ban_doan_the_xa=14, ca_xa=8, cc_tu_phap=1, cc_van_hoa=1, cc_vhxh=2, co_quan_lien_quan=1,"
            + " co_so_gd=1, doi_cshs_cah=1, tv_bcd138_huyen=1, tv_bcd138_xa=15",
        "hong-ngu-2021-2025|bao_chi=2, bcd138_huyen=2, ca_huyen=12, co_quan_lien_quan=5, dia_phuong=2,"
            + " dn_vien_thong=2, don_bp_cau_muong=3, don_bp_thuong_phuoc=3, hdnd_cung_cap=1, hlhpn_huyen=3,"
            + " mttq_huyen=4, p_gddt=3, p_ldtbxh=5, p_nnptnt=1, p_tckh=2, p_tu_phap=3, p_vhtt=5, p_y_te=1,"
            + " phong_ban_nganh=5, tand_huyen=2, tram_y_te=1, truong_thpt=3, tt_y_te_huyen=1, ubnd_huyen=4,"
            + " ubnd_xa=4, vksnd_huyen=2",
        "ia-hdrai-2024|ca_huyen=15, ca_xa=1, co_quan_dv_huyen=1, co_quan_lien_quan=3, doan_the=3, doan_tn_huyen=1,"
            + " don_bp=11, hlhpn_huyen=1, hoi_nong_dan_huyen=1, p_gddt=1, p_ldtbxh=5, p_tu_phap=1,"
            + " phong_ban_nganh=19, tand_huyen=3, tt_vhttdltt=2, tv_bcd138_huyen=1, ubnd_xa=18, vksnd_huyen=3,"
            + " vp_hdnd_ubnd_huyen=2",
        "tho-xuan-30-7-2024|ban_tuyen_giao_hu=1, bao_chi=1, bcd138_huyen=1, ca_huyen=13, ca_tinh=1, ca_xa=1,"
            + " co_quan_lien_quan=3, doan_the=3, hlhpn_huyen=2, p_gddt=2, p_ldtbxh=3, p_tu_phap=1, p_vhtt=2,"
            + " phong_ban_nganh=8, tand_huyen=2, tv_bcd138_huyen=1, ubnd_huyen=2, ubnd_tinh=1, ubnd_xa=7,"
            + " vksnd_huyen=2",
        "thua-thien-hue-2024|bao_chi=1, bch_bdbp_tinh=11, ca_tinh=19, ca_xa=1, dai_ptth_tinh=1, dia_phuong=31,"
            + " dn_vien_thong=1, doan_the=1, so_ban_nganh=31, so_du_lich=1, so_gddt=1, so_ldtbxh=2, so_ngoai_vu=4,"
            + " so_tttt=2, so_tu_phap=3, so_vhtt=1, tand_tinh=5, tt_tgpl=1, tv_bcd138_tinh=1, vksnd_tinh=5"
      })
  void each_agency_has_as_many_tasks_as_the_text_gives_it(String id, String counts) {
    Map<String, Long> found = new TreeMap<>();
    for (PlanTask task : BuiltInPlans.read(id).tasks()) {
      task.agencies().forEach(agency -> found.merge(agency.key(), 1L, Long::sum));
    }
    assertThat(
            found.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(", ")))
        .isEqualTo(counts);
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void every_agency_stands_on_the_plans_first_day_or_is_outside(String id) {
    Plan plan = BuiltInPlans.read(id);
    for (PlanTask task : plan.tasks()) {
      for (TaskAgency line : task.agencies()) {
        boolean outside = PlanKeys.builtIn().key(line.key()).outside();
        assertThat(AGENCIES.agencies(line, plan, plan.startsOn()).isEmpty())
            .as("%s %s %s", id, task.id(), line.key())
            .isEqualTo(outside);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void nobody_is_left_without_a_successor_today(String id) {
    Plan plan = BuiltInPlans.read(id);
    for (PlanTask task : plan.tasks()) {
      for (TaskAgency line : task.agencies()) {
        if (!PlanKeys.builtIn().key(line.key()).outside()) {
          assertThat(AGENCIES.agencies(line, plan, TODAY))
              .as("%s %s %s", id, task.id(), line.key())
              .isNotEmpty()
              .allMatch(agency -> agency.standsOn(TODAY));
        }
      }
    }
  }

  @Test
  void a_task_of_a_district_of_2024_falls_to_its_successors_today() {
    Plan plan = BuiltInPlans.read("ia-hdrai-2024");
    assertThat(AGENCIES.resolve("ca_huyen", plan, LocalDate.of(2024, 7, 30)))
        .containsExactly("ca_huyen@618/2021-11-01");
    assertThat(AGENCIES.resolve("ca_huyen", plan, LocalDate.of(2025, 3, 1)))
        .contains("ca_tinh@62/2021-11-01", "ca_xa@23538/2021-11-01");
    assertThat(AGENCIES.resolve("ca_huyen", plan, TODAY))
        .contains("ca_tinh@51/2021-11-01", "ca_xa@23538/2025-07-01", "ca_xa@23535/2025-07-01")
        .doesNotContain("ca_huyen@618/2021-11-01");
    assertThat(AGENCIES.resolve("ubnd_huyen", plan, TODAY)).contains("ubnd_xa@23538/2025-07-01");
    assertThat(AGENCIES.resolve("ubnd_xa", plan, plan.startsOn())).hasSize(3);
  }

  @Test
  void a_group_means_its_members_in_the_plans_unit() {
    Plan plan = BuiltInPlans.read("hong-ngu-2021-2025");
    assertThat(AGENCIES.resolve("phong_ban_nganh", plan, plan.startsOn()))
        .containsExactlyInAnyOrder(
            "ca_huyen@870/2021-11-01",
            "p_ldtbxh@870/2021-11-01",
            "p_vhtt@870/2021-11-01",
            "p_tu_phap@870/2021-11-01",
            "p_gddt@870/2021-11-01",
            "p_y_te@870/2021-11-01",
            "p_nnptnt@870/2021-11-01",
            "p_tckh@870/2021-11-01",
            "tt_y_te_huyen@870/2021-11-01");
    assertThat(AGENCIES.resolve("co_quan_lien_quan", plan, plan.startsOn())).isEmpty();
    assertThat(AGENCIES.resolve("dia_phuong", BuiltInPlans.read("thua-thien-hue-2024"), TODAY))
        .isNotEmpty();
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void a_plan_written_down_is_read_back_the_same(String id) {
    Plan plan = BuiltInPlans.read(id);
    String text = PlanText.of(plan);
    assertThat(PlanFile.read(id, text).plan()).isEqualTo(plan);
    assertThat(PlanText.of(PlanFile.read(id, text).plan())).isEqualTo(text);
  }

  @Test
  void days_are_due_as_the_text_says() {
    Plan hue = BuiltInPlans.read("thua-thien-hue-2024");
    // 25/02/2023 in a plan of 2024: a slip, due on no day.
    assertThat(hue.task("t7.1").orElseThrow().lastDay(hue)).isNull();
    assertThat(hue.task("t3.2").orElseThrow().lastDay(hue)).isEqualTo("2024-09-30");
    assertThat(hue.task("t1.3").orElseThrow().lastDay(hue)).isEqualTo("2024-07-30");
    assertThat(hue.reporting().rules().get(0))
        .isEqualTo(
            new ReportRule(
                ReportRule.Period.QUARTER, 1, java.time.MonthDay.of(3, 10), null, true, null));
  }
}
