package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all known phrases that begin at a word, whole words only. A phrase is a row of word
 * numbers; the walk is as long as the longest phrase, so a text is searched in linear time.
 */
final class PhraseTrie<E> {
  /** Where every walk begins. */
  static final int ROOT = 0;

  /** There is no such phrase. */
  static final int NOWHERE = -1;

  private static final int NODE_BITS = 22;
  private static final int WORD_BITS = 20;
  private static final int NODE = (1 << NODE_BITS) - 1;

  /** A key, and in the lowest bits where it leads; 0 where a place is empty. */
  private final long[] edges;

  /** Where each word leads that a phrase begins with, 0 for nowhere. */
  private final int[] first;

  /** What ends at the nodes, one node after the other. */
  private final List<E> entries;

  /**
   * Where in these what ends at a node begins, and behind it that of the next; nodes where nothing
   * ends have the highest numbers and are not here.
   */
  private final int[] begins;

  /** Up to this node no phrase goes on. */
  private final int lastLeaf;

  private final int nodes;
  private final int mask;

  private PhraseTrie(Map<Long, Integer> edges, List<List<E>> ends, int lastLeaf, int nodes) {
    int size = Integer.highestOneBit(Math.max(16, edges.size() * 2)) * 2;
    this.mask = size - 1;
    this.edges = new long[size];
    int[] starts = new int[16];
    for (Map.Entry<Long, Integer> edge : edges.entrySet()) {
      long key = edge.getKey();
      if (nodeOf(key) == ROOT) {
        starts = reaching(starts, wordOf(key));
        starts[wordOf(key)] = edge.getValue();
        continue;
      }
      int slot = slotOf(key);
      while (this.edges[slot] != 0) {
        slot = next(slot);
      }
      this.edges[slot] = key << NODE_BITS | edge.getValue();
    }
    this.first = starts;
    this.begins = new int[ends.size() + 1];
    this.entries = new ArrayList<>();
    for (int node = 0; node < ends.size(); node++) {
      entries.addAll(ends.get(node));
      begins[node + 1] = entries.size();
    }
    this.lastLeaf = lastLeaf;
    this.nodes = nodes;
  }

  static <E> Builder<E> builder() {
    return new Builder<>();
  }

  /** One word further, {@link #NOWHERE} when no phrase goes on so. */
  int step(int node, int wordId) {
    if (wordId < 0) {
      return NOWHERE;
    }
    if (node == ROOT) {
      return wordId < first.length && first[wordId] != 0 ? first[wordId] : NOWHERE;
    }
    if (node <= lastLeaf) {
      return NOWHERE;
    }
    long key = key(node, wordId);
    int slot = slotOf(key);
    while (edges[slot] != 0) {
      if (edges[slot] >>> NODE_BITS == key) {
        return (int) edges[slot] & NODE;
      }
      slot = next(slot);
    }
    return NOWHERE;
  }

  /** How many nodes there are, the root among them. */
  int size() {
    return nodes;
  }

  /** What ends here; empty when the phrase goes on. */
  List<E> at(int node) {
    int from = begin(node);
    int to = end(node);
    return from == to ? List.of() : Collections.unmodifiableList(entries.subList(from, to));
  }

  /** The number of the first {@link #entry} of what ends here. */
  int begin(int node) {
    return begins[Math.min(node, begins.length - 1)];
  }

  /** The number behind that of the last; that of the first when nothing ends here. */
  int end(int node) {
    return begins[Math.min(node + 1, begins.length - 1)];
  }

  /** How many entries there are in all. */
  int entries() {
    return entries.size();
  }

  /** One of what ends at a node. */
  E entry(int number) {
    return entries.get(number);
  }

  private int slotOf(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & mask;
  }

  private int next(int slot) {
    return (slot + 1) & mask;
  }

  private static int[] reaching(int[] numbers, int index) {
    return index < numbers.length
        ? numbers
        : Arrays.copyOf(numbers, Math.max(index + 1, 2 * numbers.length));
  }

  private static long key(int node, int wordId) {
    return (long) node << WORD_BITS | wordId;
  }

  private static int nodeOf(long key) {
    return (int) (key >>> WORD_BITS);
  }

  private static int wordOf(long key) {
    return (int) key & ((1 << WORD_BITS) - 1);
  }

  /** Collects phrases. */
  static final class Builder<E> {
    private final Map<Long, Integer> edges = new HashMap<>();
    private final List<List<E>> entries = new ArrayList<>();

    private Builder() {
      entries.add(new ArrayList<>(0));
    }

    /** Adds what this phrase means; a phrase may mean several things. */
    void add(int[] phrase, E meaning) {
      if (phrase.length == 0) {
        return;
      }
      int node = ROOT;
      for (int word : phrase) {
        if (word >>> WORD_BITS != 0 || entries.size() > NODE) {
          throw new IllegalArgumentException("too many words or phrases");
        }
        Integer next = edges.get(key(node, word));
        if (next == null) {
          next = entries.size();
          entries.add(new ArrayList<>(1));
          edges.put(key(node, word), next);
        }
        node = next;
      }
      entries.get(node).add(meaning);
    }

    /** Numbers the nodes anew: the root, those where phrases end and none goes on, other ends. */
    PhraseTrie<E> build() {
      BitSet goesOn = new BitSet();
      edges.keySet().forEach(edge -> goesOn.set(nodeOf(edge)));
      int[] numbers = new int[entries.size()];
      List<List<E>> ends = new ArrayList<>();
      ends.add(List.of());
      for (int node = 1; node < numbers.length; node++) {
        if (!goesOn.get(node)) {
          numbers[node] = ends.size();
          ends.add(List.copyOf(entries.get(node)));
        }
      }
      int lastLeaf = ends.size() - 1;
      for (int node = 1; node < numbers.length; node++) {
        if (goesOn.get(node) && !entries.get(node).isEmpty()) {
          numbers[node] = ends.size();
          ends.add(List.copyOf(entries.get(node)));
        }
      }
      int next = ends.size();
      for (int node = 1; node < numbers.length; node++) {
        if (numbers[node] == 0) {
          numbers[node] = next++;
        }
      }
      Map<Long, Integer> renumbered = new HashMap<>();
      edges.forEach(
          (edge, to) -> renumbered.put(key(numbers[nodeOf(edge)], wordOf(edge)), numbers[to]));
      return new PhraseTrie<>(renumbered, ends, lastLeaf, next);
    }
  }
}
