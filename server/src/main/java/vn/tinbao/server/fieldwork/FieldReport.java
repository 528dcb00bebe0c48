package vn.tinbao.server.fieldwork;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report from the field, opened.
 *
 * @param version rises with every change
 * @param finishedAt when its officer first said that it is done; it may still be corrected
 * @param fields those in which something stands or was taken back, by name
 */
public record FieldReport(
    UUID assignmentId,
    UUID officerId,
    int version,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant finishedAt,
    List<Field> fields) {

  /**
   * One field.
   *
   * @param name of {@link ReportField} or {@code screening.<question>}
   * @param rivals what was written into it on other phones without knowing of this value, and
   *     between which the officer has not chosen yet
   */
  public record Field(
      String name, String value, int version, UUID operationId, Instant at, List<Rival> rivals) {

    @Override
    public String toString() {
      return "Field[" + name + "]";
    }
  }

  /** A value that lost the race to the server. */
  public record Rival(UUID operationId, String value, Instant at) {

    @Override
    public String toString() {
      return "Rival[" + operationId + "]";
    }
  }

  /** Whether the officer must still choose between two values somewhere. */
  public boolean undecided() {
    return fields.stream().anyMatch(field -> !field.rivals().isEmpty());
  }

  @Override
  public String toString() {
    return "FieldReport[" + assignmentId + " v" + version + "]";
  }
}
