package vn.tinbao.server.victim;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who a person is and what happened to them: kept sealed under the key of their record.
 *
 * @param birthDate null: not known
 * @param age in years on the day the person was met, as said; null: not known, or the birth date is
 * @param paper number of an identity paper
 */
@Serdeable
public record VictimFacts(
    String name,
    @Nullable LocalDate birthDate,
    @Nullable Integer age,
    String paper,
    String address,
    String phone,
    String story) {

  /** An empty text is left out where it is stored, and is none again when it is read. */
  public VictimFacts {
    name = Objects.requireNonNullElse(name, "");
    paper = Objects.requireNonNullElse(paper, "");
    address = Objects.requireNonNullElse(address, "");
    phone = Objects.requireNonNullElse(phone, "");
    story = Objects.requireNonNullElse(story, "");
  }

  @Override
  public String toString() {
    return "VictimFacts[…]";
  }
}
