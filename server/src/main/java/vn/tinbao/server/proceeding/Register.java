package vn.tinbao.server.proceeding;

import io.micronaut.core.type.Argument;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import vn.tinbao.server.proceeding.StepOutcome.Wrong;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.server.tip.TipIdentities;
import vn.tinbao.server.web.DerivedIds;
import vn.tinbao.sms.db.SqlTime;

/**
 * The register of a report, field by field as far as it is known. Facts are sealed under the tip's
 * key; who the reporter is goes where identities are, and opens by a custodian's grant only. Every
 * version stays; the newest counts.
 */
@Singleton
public class Register {
  private static final String FACTS = "tip_register.facts";

  private final JdbcOperations jdbc;
  private final TipDesk tips;
  private final TipIdentities identities;
  private final TipAccess access;
  private final Audit audit;
  private final ObjectMapper json;
  private final Clock clock;

  Register(
      JdbcOperations jdbc,
      TipDesk tips,
      TipIdentities identities,
      TipAccess access,
      Audit audit,
      ObjectMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.tips = tips;
    this.identities = identities;
    this.access = access;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The newest version.
   *
   * @param facts without what says who the reporter is; what is unknown is absent
   * @param identityRefused whether the reporter would not say who they are
   */
  public record Entry(
      UUID id,
      Map<RegisterField, String> facts,
      boolean identityRefused,
      String agencyId,
      UUID staffId,
      Instant at) {

    @Override
    public String toString() {
      return "Entry[" + id + "]";
    }
  }

  /** What became of a wish. */
  public sealed interface Outcome {

    /** Written, or written before under this id. */
    record Done() implements Outcome {}

    /** No such tip that the own agency leads, or the id belongs to something else. */
    record NotFound() implements Outcome {}

    /** What cannot be taken. */
    record FieldsWrong(Map<RegisterField, Wrong> fields) implements Outcome {}
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Row(
      UUID id, byte[] facts, boolean refused, String agencyId, UUID staffId, Instant at) {}

  private record Version(UUID id, UUID staffId) {}

  /** Of a tip that the caller has opened, or whose viewer was checked; empty: nothing written. */
  @Transactional
  public Optional<Entry> of(UUID tipId) {
    return row(tipId)
        .map(
            row ->
                new Entry(
                    row.id(),
                    read(tips.unseal(tipId, row.facts(), FACTS, row.id())),
                    row.refused(),
                    row.agencyId(),
                    row.staffId(),
                    row.at()));
  }

  /** Whether the reporter would not say who they are, as far as anybody wrote that down. */
  @Transactional
  public boolean identityRefused(UUID tipId) {
    return row(tipId).map(Row::refused).orElse(false);
  }

  /**
   * Writes a version: the fields as typed, all of them anew but the identity, of which what is left
   * empty stays as it was.
   *
   * @param entryId UUIDv7 of the form: the same twice is one version
   */
  @Transactional
  public Outcome write(
      StaffMember viewer,
      UUID entryId,
      UUID tipId,
      boolean identityRefused,
      Map<RegisterField, String> typed) {
    tips.hold(tipId);
    if (!access.mayAsLead(viewer, tipId, Action.TIP_STEP)) {
      return new Outcome.NotFound();
    }
    Map<RegisterField, Wrong> wrong = wrong(typed, identityRefused);
    return wrong.isEmpty()
        ? put(viewer, entryId, tipId, identityRefused, given(typed))
        : new Outcome.FieldsWrong(wrong);
  }

  /**
   * Writes what was typed with a report while the caller spoke, whichever agency leads that: who
   * takes a call in writes the register (TT 28/2020/TT-BCA art. 5.3). In the transaction that took
   * the report in, or took it in again; what is wrong with the fields was asked before. Nothing
   * typed, or what the newest version says: nothing written. Ids of versions make a chain, so that
   * what was said first, then otherwise, then as at first is three versions.
   *
   * @return false when the newest version is somebody else's: that stands
   */
  boolean atIntake(
      StaffMember by,
      UUID callId,
      UUID tipId,
      boolean identityRefused,
      Map<RegisterField, String> typed) {
    Map<RegisterField, String> given = given(typed);
    if (given.isEmpty() && !identityRefused) {
      return true;
    }
    tips.hold(tipId);
    UUID content = content(identityRefused, given);
    List<Version> newest = newest(tipId);
    if (newest.isEmpty()) {
      var unused = put(by, DerivedIds.of(callId, content), tipId, identityRefused, given);
      return true;
    }
    Version last = newest.get(0);
    UUID before = newest.size() > 1 ? newest.get(1).id() : callId;
    if (last.id().equals(DerivedIds.of(before, content))) {
      return true;
    }
    if (!last.staffId().equals(by.id())) {
      return false;
    }
    var unused = put(by, DerivedIds.of(last.id(), content), tipId, identityRefused, given);
    return true;
  }

  /** One value for one content, whatever stands in the fields. */
  private static UUID content(boolean identityRefused, Map<RegisterField, String> given) {
    StringBuilder all = new StringBuilder().append(identityRefused);
    new TreeMap<>(given)
        .forEach(
            (field, value) ->
                all.append('\n').append(field).append(' ').append(value.length()).append(value));
    return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Outcome put(
      StaffMember viewer,
      UUID entryId,
      UUID tipId,
      boolean identityRefused,
      Map<RegisterField, String> given) {
    Map<RegisterField, String> facts = new EnumMap<>(RegisterField.class);
    Map<RegisterField, String> identity = new EnumMap<>(RegisterField.class);
    given.forEach((field, value) -> (field.identity() ? identity : facts).put(field, value));
    Instant now = SqlTime.now(clock);
    byte[] sealed = tips.seal(tipId, write(facts), FACTS, entryId);
    int made =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.tip_register
              (id, tip_id, facts, identity_refused, agency_id, staff_id, at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            insert -> {
              insert.setObject(1, entryId);
              insert.setObject(2, tipId);
              insert.setBytes(3, sealed);
              insert.setBoolean(4, identityRefused);
              insert.setString(5, viewer.agencyId());
              insert.setObject(6, viewer.id());
              insert.setObject(7, SqlTime.of(now));
              return insert.executeUpdate();
            });
    if (made == 0) {
      return isOf(entryId, tipId) ? new Outcome.Done() : new Outcome.NotFound();
    }
    if (!identity.isEmpty()) {
      identities.note(
          tipId,
          entryId,
          new TipIdentities.Noted(
              identity.get(RegisterField.NAME),
              identity.get(RegisterField.ADDRESS),
              identity.get(RegisterField.PHONE),
              identity.get(RegisterField.ID_NUMBER),
              identity.get(RegisterField.ID_ISSUED_ON),
              identity.get(RegisterField.ID_ISSUED_AT)));
    }
    audit.record(viewer.id(), "TIP_REGISTER_WRITTEN", "TIP", tipId.toString());
    tips.record(tipId, "REGISTER_WRITTEN", viewer.id(), "{}", Attention.KEEP, null);
    return new Outcome.Done();
  }

  private static Map<RegisterField, String> given(Map<RegisterField, String> typed) {
    Map<RegisterField, String> given = new EnumMap<>(RegisterField.class);
    typed.forEach(
        (field, value) -> {
          if (!value.isBlank()) {
            given.put(field, value.strip());
          }
        });
    return given;
  }

  /** What cannot be taken of what was typed. */
  public static Map<RegisterField, Wrong> wrong(
      Map<RegisterField, String> typed, boolean identityRefused) {
    Map<RegisterField, String> given = given(typed);
    Map<RegisterField, Wrong> wrong = new LinkedHashMap<>();
    given.forEach(
        (field, value) -> {
          if (value.length() > field.most()) {
            wrong.put(field, Wrong.LONG);
          }
        });
    if (identityRefused && !given.containsKey(RegisterField.REFUSED_WHY)) {
      wrong.put(RegisterField.REFUSED_WHY, Wrong.MISSING);
    }
    return wrong;
  }

  /** Served by tip_register_of_tip. */
  private Optional<Row> row(UUID tipId) {
    return jdbc.prepareStatement(
        """
        SELECT id, facts, identity_refused, agency_id, staff_id, at FROM tinbao.tip_register
        WHERE tip_id = ? ORDER BY at DESC, id DESC LIMIT 1
        """,
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new Row(
                        row.getObject(1, UUID.class),
                        row.getBytes(2),
                        row.getBoolean(3),
                        row.getString(4),
                        row.getObject(5, UUID.class),
                        Objects.requireNonNull(SqlTime.read(row, "at"))))
                : Optional.empty();
          }
        });
  }

  /** The newest version and the one before. Served by tip_register_of_tip. */
  private List<Version> newest(UUID tipId) {
    return jdbc.prepareStatement(
        """
        SELECT id, staff_id FROM tinbao.tip_register
        WHERE tip_id = ? ORDER BY at DESC, id DESC LIMIT 2
        """,
        select -> {
          select.setObject(1, tipId);
          List<Version> newest = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              newest.add(new Version(row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
            }
          }
          return newest;
        });
  }

  private boolean isOf(UUID entryId, UUID tipId) {
    return jdbc.prepareStatement(
        "SELECT tip_id = ? FROM tinbao.tip_register WHERE id = ?",
        select -> {
          select.setObject(1, tipId);
          select.setObject(2, entryId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  private String write(Map<RegisterField, String> facts) {
    Map<String, String> named = new LinkedHashMap<>();
    facts.forEach((field, value) -> named.put(field.name(), value));
    try {
      return json.writeValueAsString(named);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<RegisterField, String> read(String text) {
    Map<RegisterField, String> facts = new EnumMap<>(RegisterField.class);
    try {
      Map<String, String> named = json.readValue(text, Argument.mapOf(String.class, String.class));
      if (named != null) {
        named.forEach((name, value) -> facts.put(RegisterField.valueOf(name), value));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(facts);
  }
}
