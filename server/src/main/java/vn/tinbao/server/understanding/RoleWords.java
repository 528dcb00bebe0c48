package vn.tinbao.server.understanding;

import org.jspecify.annotations.Nullable;

/** The words that tell what a named place is in the story, and how they are read. */
final class RoleWords {
  /** So many small words may stand between such a word and the place. */
  private static final int REACH = 4;

  private static final int TAKING_REACH = 4;

  /** So many words may stand between being taken and where to: where from, and by whom. */
  private static final int TAKEN_REACH = 7;

  private static final int SUFFERED_REACH = 4;

  /** So far before a place may stand that somebody will go there. */
  private static final int PLANNED_REACH = 6;

  private final WordSet at;
  private final WordSet towards;
  private final WordSet from;
  private final WordSet homewards;
  private final WordSet origin;
  private final WordSet passing;
  private final WordSet fillers;
  private final WordSet takes;
  private final WordSet arrived;
  private final WordSet lures;
  private final WordSet surely;
  private final WordSet own;
  private final WordSet suffers;
  private final WordSet where;
  private final WordSet held;
  private final WordSet planned;
  private final WordSet across;
  private final WordSet reached;

  private RoleWords(YamlMap map, Vocabulary vocabulary) {
    this.at = WordSet.of(map.texts("at"), vocabulary);
    this.towards = WordSet.of(map.texts("towards"), vocabulary);
    this.from = WordSet.of(map.texts("from"), vocabulary);
    this.homewards = WordSet.of(map.texts("homewards"), vocabulary);
    this.origin = WordSet.of(map.texts("origin"), vocabulary);
    this.passing = WordSet.of(map.texts("passing"), vocabulary);
    this.fillers = WordSet.of(map.texts("fillers"), vocabulary);
    this.takes = WordSet.of(map.texts("takes"), vocabulary);
    this.arrived = WordSet.of(map.texts("arrived"), vocabulary);
    this.suffers = WordSet.of(map.texts("suffers"), vocabulary);
    this.reached = WordSet.of(map.texts("reached"), vocabulary);
    this.held = WordSet.of(map.texts("held"), vocabulary);
    this.across = WordSet.of(map.texts("across"), vocabulary);
    this.planned = WordSet.of(map.texts("planned"), vocabulary);
    this.where = WordSet.of(map.texts("where"), vocabulary);
    this.own = WordSet.of(map.texts("own"), vocabulary);
    this.surely = WordSet.of(map.texts("surely"), vocabulary);
    this.lures = WordSet.of(map.texts("lures"), vocabulary);
  }

  static RoleWords read(YamlMap map, Vocabulary vocabulary) {
    return new RoleWords(map, vocabulary);
  }

  /** What a place is in the story, as far as the words around it say. */
  enum Role {
    /** Nothing is said. */
    NONE,
    /** Somebody is there. */
    AT,
    /** Somebody comes from there, or lives there. */
    FROM,
    /** On the way. */
    THROUGH,
    /** Somebody is brought or goes there. */
    TOWARDS,
    /** The same, and is held there. */
    ARRIVED
  }

  /** Whether the word says what the place behind it is. */
  boolean isRoleWord(Words words, int word) {
    return at.has(words, word)
        || towards.has(words, word)
        || from.has(words, word)
        || homewards.has(words, word)
        || origin.has(words, word)
        || passing.has(words, word);
  }

  /** Whether the word right before this one says where something is or goes. */
  boolean saysWhere(Words words, int from) {
    return from > 0 && words.before(from) == Words.JOINED && where.has(words, from - 1);
  }

  /** {@code người}, {@code dân}. */
  boolean saysWhoLives(Words words, int word) {
    return from.has(words, word);
  }

  /** Whether {@code ở} or the like stands right before this word, so that a place must follow. */
  boolean saysPlace(Words words, int from) {
    return from > 0 && words.before(from) != Words.SENTENCE && surely.has(words, from - 1);
  }

  /** The last word that tells of somebody who is held, −1 when none does. */
  int lastHeld(Words words) {
    int word = words.count() - 1;
    while (word >= 0 && !held.has(words, word)) {
      word--;
    }
    return word;
  }

  /** Whether words before a place say that somebody has yet to go there, or may only pass. */
  boolean saysPlanned(Words words, int from) {
    if (from > 0 && across.has(words, from - 1)) {
      return true;
    }
    for (int word = from - 1; word >= Math.max(0, from - PLANNED_REACH); word--) {
      if (words.before(word + 1) == Words.SENTENCE) {
        return false;
      }
      if (planned.has(words, word)) {
        return true;
      }
    }
    return false;
  }

  /** {@code quê em}, {@code nhà mẹ cháu}: the sender's own, so that a place follows and no name. */
  boolean saysWhose(Words words, int word) {
    if (!own.has(words, word)) {
      return false;
    }
    int at = word;
    while (at > 0 && at > word - REACH && words.before(at) == Words.JOINED) {
      at--;
      if (origin.has(words, at)) {
        return true;
      }
      if (!fillers.has(words, at)) {
        return false;
      }
    }
    return false;
  }

  WordSet towards() {
    return towards;
  }

  /**
   * Reads the words around a mention.
   *
   * @param from its first word, the prefix included
   * @param to the word after it
   */
  Role read(Words words, int from, int to) {
    int steps = 0;
    for (int word = from - 1; word >= 0 && steps < REACH; word--, steps++) {
      if (words.before(word + 1) == Words.SENTENCE) {
        return Role.NONE;
      }
      Role role = said(words, word, to);
      if (role != null) {
        return role;
      }
      if (!fillers.has(words, word)) {
        return Role.NONE;
      }
    }
    return Role.NONE;
  }

  private @Nullable Role said(Words words, int word, int to) {
    if (origin.has(words, word)) {
      return Role.FROM;
    }
    if (at.has(words, word)) {
      return originBefore(words, word) ? Role.FROM : Role.AT;
    }
    if (passing.has(words, word)) {
      return Role.THROUGH;
    }
    if (homewards.has(words, word)) {
      return takenBefore(words, word) ? Role.TOWARDS : Role.FROM;
    }
    if (towards.has(words, word)) {
      return isArrival(words, word, to) ? Role.AT : Role.TOWARDS;
    }
    return from.has(words, word) ? Role.FROM : null;
  }

  /** {@code quê em ở}, {@code nhà ở}: where somebody comes from. */
  private boolean originBefore(Words words, int word) {
    for (int before = word - 1; before >= Math.max(0, word - REACH); before--) {
      if (words.before(before + 1) != Words.JOINED) {
        return false;
      }
      if (origin.has(words, before)) {
        return true;
      }
      if (!fillers.has(words, before)) {
        return false;
      }
    }
    return false;
  }

  private boolean takenBefore(Words words, int word) {
    for (int before = word - 1; before >= Math.max(0, word - TAKING_REACH); before--) {
      if (words.before(before + 1) == Words.SENTENCE) {
        return false;
      }
      if (takes.has(words, before)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code đã tới A}: somebody is there now; {@code người lạ đến A rủ}: those who lure came there,
   * it happens there; {@code về tới A}: who fled is there.
   */
  private boolean isArrival(Words words, int word, int to) {
    boolean there = word > 0 && words.before(word) == Words.JOINED && arrived.has(words, word - 1);
    boolean home = reached.has(words, word) && word > 0 && homewards.has(words, word - 1);
    boolean luredThere = to < words.count() && lures.has(words, to) && !takenBefore(words, word);
    return there || home || luredThere || wasTaken(words, word);
  }

  /** {@code bị chở từ Ninh Thuận vô Gò Vấp}: who was taken from there to here is here. */
  private boolean wasTaken(Words words, int word) {
    boolean fromThere = false;
    int first = Math.max(0, word - TAKEN_REACH);
    for (int at = word - 1; at > first && words.before(at + 1) == Words.JOINED; at--) {
      fromThere |= from.has(words, at);
      if (fromThere && takes.has(words, at)) {
        return isSuffered(words, at);
      }
    }
    return false;
  }

  private boolean isSuffered(Words words, int word) {
    for (int before = word - 1; before >= Math.max(0, word - SUFFERED_REACH); before--) {
      if (suffers.has(words, before)) {
        return true;
      }
    }
    return false;
  }
}
