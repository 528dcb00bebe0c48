package vn.tinbao.server.tip;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Understood;

/**
 * A correction as an example: the words and what they were taken for, by machine and person. Stored
 * sealed only.
 *
 * @param text the reporter's words as they were read together
 * @param day of receipt, on which they were read
 * @param hotlineUnitId unit whose line received them, null when nationwide or not kept
 * @param understood what the machine made of them, with its version
 * @param before what the tip was taken for until then
 * @param right what the person says; what they left is right too
 */
@Serdeable
public record CorrectionExample(
    String text,
    LocalDate day,
    @Nullable Long hotlineUnitId,
    Understood understood,
    TipValues before,
    TipValues right) {

  @Override
  public String toString() {
    return "CorrectionExample[" + understood.version() + "]";
  }
}
