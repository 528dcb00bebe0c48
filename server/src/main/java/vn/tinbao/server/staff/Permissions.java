package vn.tinbao.server.staff;

import static vn.tinbao.server.staff.Action.ACCOUNTS_KEEP;
import static vn.tinbao.server.staff.Action.ACCOUNTS_SEE;
import static vn.tinbao.server.staff.Action.ATTACHMENT_OPEN;
import static vn.tinbao.server.staff.Action.ATTACHMENT_ORIGINAL;
import static vn.tinbao.server.staff.Action.AUDIT_READ;
import static vn.tinbao.server.staff.Action.CAMPAIGN_APPROVE;
import static vn.tinbao.server.staff.Action.CAMPAIGN_RUN;
import static vn.tinbao.server.staff.Action.CAMPAIGN_SEE;
import static vn.tinbao.server.staff.Action.CAMPAIGN_WRITE;
import static vn.tinbao.server.staff.Action.CATALOGUE_FLOWS;
import static vn.tinbao.server.staff.Action.CATALOGUE_KEEP;
import static vn.tinbao.server.staff.Action.CATALOGUE_SEE;
import static vn.tinbao.server.staff.Action.DUTY_HANDOVER;
import static vn.tinbao.server.staff.Action.DUTY_KEEP;
import static vn.tinbao.server.staff.Action.DUTY_SEE;
import static vn.tinbao.server.staff.Action.FACTOR_RESET_CONFIRM;
import static vn.tinbao.server.staff.Action.FIGURES_SEE;
import static vn.tinbao.server.staff.Action.IDENTITY_DECIDE;
import static vn.tinbao.server.staff.Action.IDENTITY_OPEN;
import static vn.tinbao.server.staff.Action.IDENTITY_REQUEST;
import static vn.tinbao.server.staff.Action.LEGAL_HOLD;
import static vn.tinbao.server.staff.Action.OUTCOME_REPORT;
import static vn.tinbao.server.staff.Action.PLAN_IMPORT;
import static vn.tinbao.server.staff.Action.PLAN_ISSUE;
import static vn.tinbao.server.staff.Action.PLAN_SEE;
import static vn.tinbao.server.staff.Action.PLAN_WORK;
import static vn.tinbao.server.staff.Action.PLAN_WRITE;
import static vn.tinbao.server.staff.Action.REPORT_RECEIVE;
import static vn.tinbao.server.staff.Action.REPORT_SEE;
import static vn.tinbao.server.staff.Action.REPORT_SUBMIT;
import static vn.tinbao.server.staff.Action.REPORT_WRITE;
import static vn.tinbao.server.staff.Action.RETENTION_SEE;
import static vn.tinbao.server.staff.Action.TASK;
import static vn.tinbao.server.staff.Action.TIP_ANSWER;
import static vn.tinbao.server.staff.Action.TIP_ASSIGN;
import static vn.tinbao.server.staff.Action.TIP_COMMENT;
import static vn.tinbao.server.staff.Action.TIP_CORRECT;
import static vn.tinbao.server.staff.Action.TIP_MERGE;
import static vn.tinbao.server.staff.Action.TIP_MOVES;
import static vn.tinbao.server.staff.Action.TIP_OPEN;
import static vn.tinbao.server.staff.Action.TIP_OPENINGS;
import static vn.tinbao.server.staff.Action.TIP_PRINT;
import static vn.tinbao.server.staff.Action.TIP_QUEUE;
import static vn.tinbao.server.staff.Action.TIP_RESTRICT;
import static vn.tinbao.server.staff.Action.TIP_SEARCH;
import static vn.tinbao.server.staff.Action.TIP_STEP;
import static vn.tinbao.server.staff.Action.TIP_TRANSFER;
import static vn.tinbao.server.staff.Action.TIP_WRITE;
import static vn.tinbao.server.staff.Action.TRANSFER_DECIDE;
import static vn.tinbao.server.staff.Action.VICTIM_EXPORT;
import static vn.tinbao.server.staff.Action.VICTIM_KEEP;
import static vn.tinbao.server.staff.Action.VICTIM_NAME;
import static vn.tinbao.server.staff.Action.VICTIM_OPEN;
import static vn.tinbao.server.staff.Action.VICTIM_REFERRAL;
import static vn.tinbao.server.staff.Role.ADMIN;
import static vn.tinbao.server.staff.Role.AGENCY_LEAD;
import static vn.tinbao.server.staff.Role.AUDITOR;
import static vn.tinbao.server.staff.Role.COMMITTEE_SECRETARY;
import static vn.tinbao.server.staff.Role.CUSTODIAN;
import static vn.tinbao.server.staff.Role.DUTY_OFFICER;
import static vn.tinbao.server.staff.Role.FIELD_OFFICER;
import static vn.tinbao.server.staff.Role.ORGANISER;
import static vn.tinbao.server.staff.Scope.AGENCY;
import static vn.tinbao.server.staff.Scope.ALL;
import static vn.tinbao.server.staff.Scope.OWN;
import static vn.tinbao.server.staff.Scope.TERRITORY;

import java.util.EnumMap;
import java.util.Map;

/**
 * Who may do what, and how far: the one place in code. What is not written here nobody may do.
 *
 * <p>Who keeps accounts opens no tip; who oversees sees who did what, and no content; who decides
 * on identities reads no reports. {@code AccessTest} compares this table with {@code
 * docs/access.md} and asks every route from the outside as everybody.
 */
public final class Permissions {
  private static final Map<Action, Map<Role, Scope>> TABLE = new EnumMap<>(Action.class);

  static {
    for (Action atTheDesk :
        new Action[] {
          TIP_QUEUE,
          DUTY_SEE,
          DUTY_HANDOVER,
          TIP_OPEN,
          TIP_ANSWER,
          TIP_ASSIGN,
          TIP_WRITE,
          TIP_CORRECT,
          TIP_SEARCH,
          TIP_MERGE,
          TIP_STEP,
          OUTCOME_REPORT,
          TIP_COMMENT,
          TIP_TRANSFER,
          TRANSFER_DECIDE,
          ATTACHMENT_OPEN,
          IDENTITY_REQUEST,
          TIP_PRINT
        }) {
      allow(atTheDesk, DUTY_OFFICER, AGENCY);
      allow(atTheDesk, AGENCY_LEAD, AGENCY);
    }
    allow(TIP_RESTRICT, AGENCY_LEAD, AGENCY);
    allow(TIP_MOVES, AGENCY_LEAD, AGENCY);
    allow(DUTY_KEEP, AGENCY_LEAD, AGENCY);
    allow(ATTACHMENT_ORIGINAL, AGENCY_LEAD, AGENCY);
    allow(IDENTITY_OPEN, DUTY_OFFICER, OWN);
    allow(IDENTITY_OPEN, AGENCY_LEAD, OWN);
    allow(IDENTITY_DECIDE, CUSTODIAN, AGENCY);
    allow(TIP_OPENINGS, AGENCY_LEAD, AGENCY);
    allow(TIP_OPENINGS, AUDITOR, ALL);
    allow(AUDIT_READ, AUDITOR, ALL);
    allow(RETENTION_SEE, AGENCY_LEAD, AGENCY);
    allow(RETENTION_SEE, AUDITOR, ALL);
    allow(LEGAL_HOLD, AGENCY_LEAD, AGENCY);
    allow(ACCOUNTS_SEE, ADMIN, TERRITORY);
    allow(ACCOUNTS_SEE, AGENCY_LEAD, AGENCY);
    allow(ACCOUNTS_KEEP, ADMIN, TERRITORY);
    allow(FACTOR_RESET_CONFIRM, ADMIN, TERRITORY);
    allow(FACTOR_RESET_CONFIRM, AGENCY_LEAD, AGENCY);
    allow(CATALOGUE_SEE, ADMIN, ALL);
    allow(CATALOGUE_SEE, AGENCY_LEAD, ALL);
    allow(CATALOGUE_KEEP, ADMIN, TERRITORY);
    allow(CATALOGUE_FLOWS, ADMIN, TERRITORY);
    allow(CAMPAIGN_SEE, ORGANISER, AGENCY);
    allow(CAMPAIGN_SEE, AGENCY_LEAD, AGENCY);
    allow(CAMPAIGN_SEE, COMMITTEE_SECRETARY, AGENCY);
    allow(CAMPAIGN_WRITE, ORGANISER, AGENCY);
    allow(CAMPAIGN_APPROVE, ORGANISER, AGENCY);
    allow(CAMPAIGN_APPROVE, AGENCY_LEAD, AGENCY);
    allow(CAMPAIGN_RUN, ORGANISER, AGENCY);
    allow(CAMPAIGN_RUN, AGENCY_LEAD, AGENCY);
    for (Action ofReports :
        new Action[] {REPORT_SEE, REPORT_WRITE, REPORT_SUBMIT, REPORT_RECEIVE}) {
      allow(ofReports, COMMITTEE_SECRETARY, AGENCY);
      allow(ofReports, AGENCY_LEAD, AGENCY);
    }
    allow(VICTIM_OPEN, DUTY_OFFICER, OWN);
    allow(VICTIM_OPEN, AGENCY_LEAD, AGENCY);
    allow(VICTIM_KEEP, DUTY_OFFICER, OWN);
    allow(VICTIM_KEEP, AGENCY_LEAD, AGENCY);
    allow(VICTIM_NAME, AGENCY_LEAD, AGENCY);
    allow(VICTIM_REFERRAL, DUTY_OFFICER, AGENCY);
    allow(VICTIM_REFERRAL, AGENCY_LEAD, AGENCY);
    allow(VICTIM_EXPORT, AGENCY_LEAD, AGENCY);
    for (Role office : new Role[] {AGENCY_LEAD, ORGANISER, COMMITTEE_SECRETARY}) {
      allow(PLAN_SEE, office, ALL);
      allow(PLAN_WORK, office, AGENCY);
    }
    for (Role writer : new Role[] {AGENCY_LEAD, COMMITTEE_SECRETARY}) {
      allow(PLAN_WRITE, writer, AGENCY);
      allow(PLAN_ISSUE, writer, AGENCY);
    }
    allow(PLAN_SEE, ADMIN, ALL);
    allow(PLAN_IMPORT, ADMIN, TERRITORY);
    allow(FIGURES_SEE, AGENCY_LEAD, TERRITORY);
    allow(FIGURES_SEE, COMMITTEE_SECRETARY, TERRITORY);
    allow(TASK, FIELD_OFFICER, OWN);
  }

  private Permissions() {}

  private static void allow(Action action, Role role, Scope scope) {
    TABLE.computeIfAbsent(action, a -> new EnumMap<>(Role.class)).put(role, scope);
  }

  /** How far this role reaches. */
  public static Scope scope(Role role, Action action) {
    return TABLE.getOrDefault(action, Map.of()).getOrDefault(role, Scope.NONE);
  }

  /** How far this person reaches: by the role of theirs that reaches furthest. */
  public static Scope scope(StaffMember member, Action action) {
    Scope furthest = Scope.NONE;
    for (Role role : member.roles()) {
      Scope scope = scope(role, action);
      furthest = scope.compareTo(furthest) > 0 ? scope : furthest;
    }
    return furthest;
  }

  /** Whether this person may do it at all; to what, the room that does it decides. */
  public static boolean may(StaffMember member, Action action) {
    return scope(member, action) != Scope.NONE;
  }
}
