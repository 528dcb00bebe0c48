package vn.tinbao.server.conversation;

/** What the desk must know of a message that came by SMS. */
public enum Mark {
  /** The same came minutes before: from its sender or from the network, nobody can tell. */
  REPEAT,
  /** Parts of it never came. */
  GAPS,
  /** A part of an earlier message that came late. */
  LATE_PART
}
