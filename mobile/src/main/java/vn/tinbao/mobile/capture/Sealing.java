package vn.tinbao.mobile.capture;

/** What became of a file that a person chose. */
sealed interface Sealing {
  /** It is sealed on the phone; nothing readable of it is left that was made for this app. */
  record Kept(AttachedFile file) implements Sealing {}

  /** It is not taken; the person still has it where it was. */
  record NotTaken(Reason reason) implements Sealing {}

  /** Why not. */
  enum Reason {
    EMPTY,
    TOO_LARGE,
    TOO_MANY,
    UNREADABLE,
    /** The phone is full. */
    NOT_KEPT
  }
}
