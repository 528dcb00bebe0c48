package vn.tinbao.server.victim;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.Statements;

/**
 * Records whose people consented to share data, in the fields and words of the Human Trafficking
 * Case Data Standard 2.0 (IOM, CC BY 4.0; no endorsement by IOM). Nothing that names a person is in
 * them: no name, birth date, address, phone, story or identity number; ids are new in each file.
 * Fields of our own begin with {@code tinbao_}.
 */
@Singleton
public class Htcds {
  /** What stands beside the data wherever it goes. */
  public static final String ATTRIBUTION =
      "Fields and values: Human Trafficking Case Data Standard (HTCDS) 2.0 by IOM, CC BY 4.0,"
          + " https://github.com/UNMigration/HTCDS";

  /** Our fields beside those of the standard. */
  public static final String OWN = "tinbao_";

  /** All fields, in their order; lists are divided by {@link #DIVIDER} in tables. */
  public static final List<String> FIELDS =
      List.of(
          "tinbao_RecordId",
          "org_Name",
          "org_ShippingCountry",
          "prs_Gender",
          "prs_Citizenship",
          "vic_TraffickingStatus",
          "vic_TraffickingStatusDecisionMakingOrg",
          "vic_TypeOfExploitation",
          "hte_Type",
          "hte_Country",
          "cas_Status",
          "cas_ReasonForOutgoingReferral",
          "cas_OutgoingReferralDate",
          "spl_Type",
          "con_Consent",
          "tinbao_AgeBand",
          "tinbao_Under16",
          "tinbao_Under18",
          "tinbao_EthnicGroup",
          "tinbao_Domestic",
          "tinbao_AccompanyingMinor",
          "tinbao_FirstContactYear");

  /** Between several values of one field. */
  public static final String DIVIDER = ";";

  private static final Map<String, String> COUNTRIES = countries();

  private final Statements sql;
  private final VictimAccess access;
  private final VictimRows rows;
  private final VictimCourse course;
  private final Consents consents;
  private final Catalogue catalogue;
  private final Audit audit;
  private final Clock clock;

  Htcds(
      Statements sql,
      VictimAccess access,
      VictimRows rows,
      VictimCourse course,
      Consents consents,
      Catalogue catalogue,
      Audit audit,
      Clock clock) {
    this.sql = sql;
    this.access = access;
    this.rows = rows;
    this.course = course;
    this.consents = consents;
    this.catalogue = catalogue;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Records that the viewer's agency answers for and whose people consent today; each leaves an
   * audit row. A value is a text, a boolean or a list of texts; a field that is not known is
   * absent.
   */
  @Transactional
  public List<Map<String, Object>> records(StaffMember viewer) {
    if (!Permissions.may(viewer, Action.VICTIM_EXPORT)) {
      return List.of();
    }
    LocalDate today = LegalTime.day(clock.instant());
    List<Map<String, Object>> records = new ArrayList<>();
    for (UUID id : consented(viewer.agencyId(), today)) {
      access
          .open(viewer, id, Action.VICTIM_EXPORT)
          .ifPresent(
              held -> {
                records.add(record(viewer, id, held, today));
                audit.record(viewer.id(), "VICTIM_EXPORTED", "VICTIM", id.toString());
              });
    }
    return List.copyOf(records);
  }

  /** By victim_of_agency; whether the consent holds is looked at once more when it is opened. */
  private List<UUID> consented(String agencyId, LocalDate today) {
    return sql.all(
        """
        SELECT v.id FROM tinbao.victim v
        WHERE v.agency_id = ? AND EXISTS (
          SELECT FROM tinbao.victim_consent c
          WHERE c.victim_id = v.id AND c.purpose = 'SHARE_DATA' AND c.withdrawn_at IS NULL
            AND c.given_on <= ? AND (c.until IS NULL OR c.until >= ?))
        ORDER BY v.created_at, v.id
        """,
        row -> row.getObject(1, UUID.class),
        agencyId,
        today,
        today);
  }

  private Map<String, Object> record(
      StaffMember viewer, UUID id, VictimAccess.Held held, LocalDate today) {
    VictimCodes codes = rows.codes(id);
    List<VictimCourse.Status> statuses = course.statuses(id, held.key());
    VictimCourse.Status status = statuses.get(statuses.size() - 1);
    List<Referred> referred = referred(id);
    Map<String, Object> record = new LinkedHashMap<>();
    put(record, "tinbao_RecordId", UuidCreator.getTimeOrderedEpoch().toString());
    put(
        record,
        "org_Name",
        catalogue.now().agency(viewer.agencyId()).map(Agency::name).orElse(null));
    put(record, "org_ShippingCountry", "VN");
    put(record, "prs_Gender", gender(codes.sex()));
    put(record, "prs_Citizenship", two(codes.nationality()));
    put(record, "vic_TraffickingStatus", status(status.status()));
    put(record, "vic_TraffickingStatusDecisionMakingOrg", status.decidedBy().word());
    put(record, "vic_TypeOfExploitation", codes.exploitation());
    String country = two(codes.destination());
    put(record, "hte_Type", country == null ? null : "Exploitation");
    put(record, "hte_Country", country);
    put(record, "cas_Status", caseStatus(status.status(), referred));
    put(
        record,
        "cas_ReasonForOutgoingReferral",
        referred.isEmpty() ? null : "AdditionalServicesRequired");
    put(
        record,
        "cas_OutgoingReferralDate",
        referred.isEmpty() ? null : referred.get(0).day().toString());
    put(record, "spl_Type", plans(id));
    put(
        record,
        "con_Consent",
        consents.of(id, held.key()).stream()
            .anyMatch(c -> c.purpose() == Consents.Purpose.SHARE_DATA && c.validOn(today)));
    put(record, "tinbao_AgeBand", codes.ageBand());
    put(record, "tinbao_Under16", codes.under16());
    put(record, "tinbao_Under18", codes.under18());
    put(record, "tinbao_EthnicGroup", codes.ethnicity());
    put(record, "tinbao_Domestic", codes.domestic());
    put(record, "tinbao_AccompanyingMinor", status.status() == VictimState.ACCOMPANYING_MINOR);
    put(record, "tinbao_FirstContactYear", String.valueOf(codes.metOn().getYear()));
    return record;
  }

  private record Referred(LocalDate day, boolean goesOn) {}

  private List<Referred> referred(UUID id) {
    return sql.all(
        // victim_referral_of_victim
        """
        SELECT (referred_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, ended_at IS NULL
        FROM tinbao.victim_referral WHERE victim_id = ? AND accepted_at IS NOT NULL
        ORDER BY referred_at, id
        """,
        row -> new Referred(row.getObject(1, LocalDate.class), row.getBoolean(2)),
        id);
  }

  private List<String> plans(UUID id) {
    Set<String> types = new LinkedHashSet<>();
    sql.all(
            """
            SELECT DISTINCT s.kind FROM tinbao.victim_support s
            WHERE s.victim_id = ? AND NOT s.withdrawn
              AND NOT EXISTS (SELECT FROM tinbao.victim_support c WHERE c.corrects = s.id)
            ORDER BY s.kind
            """,
            row -> row.getString(1),
            id)
        .forEach(kind -> types.add(plan(kind)));
    return List.copyOf(types);
  }

  private static String plan(String kind) {
    return switch (kind) {
      case "MEDICAL" -> "Health";
      case "LEGAL_SUPPORT", "LEGAL_AID" -> "Legal";
      case "SCHOOLING" -> "Education";
      case "VOCATIONAL" -> "Livelihood";
      case "ALLOWANCE", "TRAVEL" -> "Financial";
      default -> "SocialCare";
    };
  }

  private static String gender(Sex sex) {
    return switch (sex) {
      case FEMALE -> "Feminine";
      case MALE -> "Masculine";
      case OTHER -> "NonConforming";
      case UNKNOWN -> "NonSpecifiedUnknown";
    };
  }

  private static String status(VictimState state) {
    return switch (state) {
      case IN_IDENTIFICATION -> "PossibleVictimOfTrafficking";
      case VICTIM -> "ActualVictimOfTrafficking";
      case NOT_VICTIM, ACCOMPANYING_MINOR -> "NotAVictimOfTrafficking";
    };
  }

  private static String caseStatus(VictimState state, List<Referred> referred) {
    if (referred.stream().anyMatch(Referred::goesOn)) {
      return "FollowUp";
    }
    if (state != VictimState.NOT_VICTIM) {
      return "Active";
    }
    return referred.isEmpty() ? "Closed" : "ClosedReferred";
  }

  private static void put(Map<String, Object> record, String field, @Nullable Object value) {
    if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
      record.put(field, value);
    }
  }

  /** The standard wants codes of two letters. */
  private static @Nullable String two(@Nullable String three) {
    return three == null ? null : COUNTRIES.get(three);
  }

  private static Map<String, String> countries() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (String two : Locale.getISOCountries()) {
      codes.put(new Locale("", two).getISO3Country(), two);
    }
    return Map.copyOf(codes);
  }
}
