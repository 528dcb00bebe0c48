package vn.tinbao.server.victim;

/** What a person is in law; two of these are not the same, and a third goes along. */
public enum VictimState {
  /** Person undergoing identification (người đang trong quá trình xác định là nạn nhân). */
  IN_IDENTIFICATION,
  /** Victim (nạn nhân). */
  VICTIM,
  NOT_VICTIM,
  /** Person under 18 who goes along with one of the former (law 53/2024 art. 34). */
  ACCOMPANYING_MINOR
}
