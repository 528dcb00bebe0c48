package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.victim.Consents;
import vn.tinbao.server.victim.Referrals;
import vn.tinbao.server.victim.Sex;
import vn.tinbao.server.victim.Supports;
import vn.tinbao.server.victim.VictimEntry;
import vn.tinbao.server.victim.VictimFacts;
import vn.tinbao.server.victim.VictimOutcome;
import vn.tinbao.server.victim.Victims;

/** Outcomes of cases, and records of people. */
@Singleton
final class VictimCases implements AccessCases {
  private final Victims victims;
  private final Consents consents;
  private final Supports supports;
  private final Referrals referrals;
  private final Clock clock;

  VictimCases(
      Victims victims, Consents consents, Supports supports, Referrals referrals, Clock clock) {
    this.victims = victims;
    this.consents = consents;
    this.supports = supports;
    this.referrals = referrals;
    this.clock = clock;
  }

  @Override
  public Map<String, Maker> cases() {
    Map<String, Maker> cases = new HashMap<>();
    cases.put(
        "POST /desk/tips/{id}/outcomes",
        (world, owner) ->
            Request.form(
                "/desk/tips/" + world.tip().id() + "/outcomes",
                "outcomeId",
                newId(),
                "kind",
                "INDICTED",
                "day",
                "2026-11-22",
                "defendants",
                "1",
                "article",
                "ART_150",
                "agency",
                AccessWorld.HERE));
    cases.put(
        "POST /victims",
        (world, owner) -> Request.form("/victims", "formId", newId(), "metOn", today().toString()));
    cases.put("GET /victims/{id}", (world, owner) -> Request.of(at(record(world, owner))));
    cases.put(
        "GET /victims/{id}/facts",
        (world, owner) -> Request.of(at(record(world, owner)) + "/facts"));
    cases.put(
        "POST /victims/{id}/facts",
        (world, owner) -> {
          Made made = record(world, owner);
          String seen =
              victims.open(made.by(), made.id()).orElseThrow().versions().get(0).id().toString();
          return Request.form(
              at(made) + "/facts",
              "formId",
              newId(),
              "seen",
              seen,
              "metOn",
              today().toString(),
              "story",
              AccessWorld.MARKER);
        });
    cases.put(
        "POST /victims/{id}/statuses",
        (world, owner) ->
            Request.form(
                at(record(world, owner)) + "/statuses",
                "formId",
                newId(),
                "status",
                "VICTIM",
                "day",
                today().toString(),
                "evidence",
                "OTHER"));
    cases.put(
        "POST /victims/{id}/events",
        (world, owner) ->
            Request.form(
                at(record(world, owner)) + "/events",
                "formId",
                newId(),
                "event",
                "HEALTH_TOLD",
                "at",
                today() + "T00:01"));
    cases.put(
        "POST /victims/{id}/consents",
        (world, owner) ->
            Request.form(
                at(record(world, owner)) + "/consents",
                "formId",
                newId(),
                "purpose",
                "SUPPORT",
                "day",
                today().toString()));
    cases.put(
        "POST /victims/{id}/consents/{consentId}/withdrawal",
        (world, owner) -> {
          Made made = record(world, owner);
          return Request.form(at(made) + "/consents/" + consent(made) + "/withdrawal");
        });
    cases.put(
        "POST /victims/{id}/supports",
        (world, owner) ->
            Request.form(
                at(record(world, owner)) + "/supports",
                "formId",
                newId(),
                "kind",
                "MEDICAL",
                "day",
                today().toString()));
    cases.put(
        "POST /victims/{id}/supports/{supportId}/withdrawal",
        (world, owner) -> {
          Made made = record(world, owner);
          UUID support = UuidCreator.getTimeOrderedEpoch();
          done(supports.give(made.by(), support, made.id(), "MEDICAL", today(), ""));
          return Request.form(at(made) + "/supports/" + support + "/withdrawal", "formId", newId());
        });
    cases.put(
        "POST /victims/{id}/referrals",
        (world, owner) -> {
          Made made = record(world, owner);
          return Request.form(
              at(made) + "/referrals",
              "formId",
              newId(),
              "consent",
              consent(made).toString(),
              "agency",
              AccessWorld.THIRD,
              "service",
              "MEDICAL");
        });
    cases.put(
        "POST /victims/{id}/referrals/{referralId}/answer",
        (world, owner) -> {
          Made made = record(world, owner);
          UUID referral = referral(made, AccessWorld.THIRD);
          return Request.form(
              at(made) + "/referrals/" + referral + "/answer", "answer", "WITHDRAWN");
        });
    cases.put(
        "POST /victims/{id}/referrals/{referralId}/end",
        (world, owner) -> {
          Made made = record(world, owner);
          UUID referral = referral(made, AccessWorld.THIRD);
          return Request.form(at(made) + "/referrals/" + referral + "/end", "answer", "SERVED");
        });
    cases.put(
        "POST /victims/{id}/named",
        (world, owner) -> {
          Made made = record(world, owner);
          return Request.form(
              at(made) + "/named",
              "staff",
              world.person("dongnghiep", AccessWorld.HERE, Role.DUTY_OFFICER).id().toString());
        });
    cases.put(
        "POST /victims/offers/{id}/acceptance",
        (world, owner) -> Request.form("/victims/offers/" + offered(world) + "/acceptance"));
    cases.put(
        "POST /victims/offers/{id}/refusal",
        (world, owner) ->
            Request.form("/victims/offers/" + offered(world) + "/refusal", "note", "Hết chỗ"));
    return Map.copyOf(cases);
  }

  private record Made(UUID id, StaffMember by) {}

  /** Of the owner's own, or of somebody of the owner's agency when the owner may begin none. */
  private Made record(AccessWorld world, StaffMember owner) {
    return record(
        Permissions.may(owner, Action.VICTIM_KEEP)
            ? owner
            : world.person("giuhoso", owner.agencyId(), Role.DUTY_OFFICER));
  }

  private Made record(StaffMember by) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    VictimFacts facts = new VictimFacts("Người giấu tên", null, 30, "", "", "", AccessWorld.MARKER);
    done(
        victims.begin(
            by,
            id,
            null,
            new VictimEntry(facts, Sex.UNKNOWN, null, null, null, List.of(), null, null, today())));
    return new Made(id, by);
  }

  private UUID consent(Made made) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    done(
        consents.give(
            made.by(),
            id,
            made.id(),
            new Consents.Entry(
                Consents.Purpose.REFERRAL,
                List.of(),
                today(),
                Consents.GivenBy.SELF,
                Consents.Way.SPOKEN,
                null,
                "")));
    return id;
  }

  private UUID referral(Made made, String to) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    done(referrals.offer(made.by(), id, made.id(), consent(made), to, "", "MEDICAL", ""));
    return id;
  }

  private UUID offered(AccessWorld world) {
    StaffMember there = world.person("giuhoso", AccessWorld.THIRD, Role.DUTY_OFFICER);
    return referral(record(there), AccessWorld.HERE);
  }

  private static void done(VictimOutcome outcome) {
    if (!(outcome instanceof VictimOutcome.Done)) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  private static String at(Made made) {
    return "/victims/" + made.id();
  }

  private static String newId() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }
}
