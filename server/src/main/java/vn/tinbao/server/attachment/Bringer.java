package vn.tinbao.server.attachment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who brings a file.
 *
 * @param staffId account of the officer or of the agency's member; null for a reporter
 */
public record Bringer(Origin origin, @Nullable UUID staffId) {
  public static final Bringer REPORTER = new Bringer(Origin.REPORTER, null);

  public Bringer {
    if ((origin == Origin.REPORTER) != (staffId == null)) {
      throw new IllegalArgumentException("Of staff the account is known, of a reporter none is");
    }
  }

  /** An officer in the field. */
  public static Bringer officer(UUID staffId) {
    return new Bringer(Origin.OFFICER, staffId);
  }

  /** Somebody of the agency, for the reporter. */
  public static Bringer agency(UUID staffId) {
    return new Bringer(Origin.AGENCY, staffId);
  }
}
