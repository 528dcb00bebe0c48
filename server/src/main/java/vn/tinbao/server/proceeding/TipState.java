package vn.tinbao.server.proceeding;

import java.util.Arrays;
import java.util.List;

/** Where a tip stands in law (BLTTHS art. 144–150; TTLT 01/2017). */
public enum TipState {
  RECEIVED,
  REGISTERED,
  CLASSIFYING,
  NOT_A_REPORT,
  DUPLICATE,
  TRANSFERRED,
  TRANSFER_ACCEPTED,
  TRANSFER_REJECTED,
  COMPETENT,
  ASSIGNED,
  VERIFYING,
  SUSPENDED,
  RESUMED,
  PROSECUTED,
  NOT_PROSECUTED,
  ADMINISTRATIVE_TRANSFER,
  COMPETENCE_DISPUTE,
  TAKEN_OVER,
  SPLIT,
  MERGED;

  /** All names, in the order of the law. */
  public static final List<String> NAMES = Arrays.stream(values()).map(Enum::name).toList();
}
