package vn.tinbao.server.console.victim;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.console.ColleagueNames;
import vn.tinbao.server.console.Moments;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.victim.Consents;
import vn.tinbao.server.victim.Referrals;
import vn.tinbao.server.victim.Supports;
import vn.tinbao.server.victim.VictimCourse;
import vn.tinbao.server.victim.VictimRules;
import vn.tinbao.server.victim.Victims;

/**
 * One record of a person, with what may be written in it.
 *
 * @param entitlement what the person is entitled to now; null: nothing
 * @param receivers agencies to which the person may be referred
 * @param colleagues people of the viewer's agency who may be named; empty unless the viewer names
 * @param country codes of countries to their names
 * @param home unit the person comes from; empty: not known
 * @param typed words of a form that was refused, so that they are not lost
 * @param mistake key of a sentence; empty: none
 */
public record VictimPage(
    Victims.View view,
    List<VictimCourse.Status> statuses,
    List<VictimCourse.Happened> events,
    List<VictimCourse.Limit> limits,
    List<Consents.Consent> consents,
    List<Referrals.Referral> referrals,
    List<Supports.Given> supports,
    VictimRules.@Nullable Entitlement entitlement,
    VictimRules rules,
    List<Agency> receivers,
    List<StaffMember> colleagues,
    Map<String, String> country,
    String home,
    Map<String, String> agencies,
    ColleagueNames names,
    @Nullable Instant removal,
    LocalDate today,
    Moments moments,
    String ownAgency,
    String typed,
    String mistake) {

  /** The status that counts. */
  public VictimCourse.Status status() {
    return statuses.get(statuses.size() - 1);
  }

  /** The number under which people speak of it. */
  public String number() {
    return VictimPageMaker.number(view.id());
  }

  /** Short number of the tip it began from. */
  public String tipNumber() {
    UUID tip = view.tipId();
    return tip == null ? "" : VictimPageMaker.number(tip);
  }

  /** Whether support of this kind was given and stands. */
  public boolean given(String kind) {
    return supports.stream().anyMatch(s -> s.counts() && s.kind().equals(kind));
  }

  /** Consents on which a referral may rest today. */
  public List<Consents.Consent> forReferral() {
    return consents.stream()
        .filter(c -> c.purpose() == Consents.Purpose.REFERRAL && c.validOn(today))
        .toList();
  }

  /** Id of something that a form of this page may make. */
  public String freshId() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }

  public String agency(@Nullable String id) {
    return id == null ? "" : agencies.getOrDefault(id, id);
  }

  public String country(@Nullable String code) {
    return code == null ? "" : country.getOrDefault(code, code);
  }

  @Override
  public String toString() {
    return "VictimPage[" + view.id() + "]";
  }
}
