package vn.tinbao.server.search;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import vn.tinbao.server.vault.KeyedHash;

/**
 * The blind index of one tip: for every word the first four bytes of AES under the word's key of
 * the tip's id, sorted, filled up with chance to a multiple of {@link #ROUND}. The word's key is a
 * keyed hash of the word under the vault's key of hashes.
 *
 * <p>Who has the database alone sees how many words a tip has, rounded, and nothing else: no value
 * comes twice, so there are no frequencies to compare with those of the language, and two tips that
 * share a word share no value. Searching costs one block of AES a word and tip that is looked at. A
 * value is there by chance once in some ten million tips and words.
 */
@Singleton
final class BlindWords {
  /** Values are filled up to a multiple of this. */
  static final int ROUND = 32;

  private static final String PURPOSE = "search-word";
  private static final int BYTES = Integer.BYTES;
  private static final int KEY_BYTES = 16;
  private static final int BLOCK = 16;

  private final KeyedHash hash;
  private final SecureRandom chance = new SecureRandom();

  BlindWords(KeyedHash hash) {
    this.hash = hash;
  }

  /** Looks for one word. Not to be shared among threads. */
  final class Probe {
    private final AESEngine cipher;
    private final byte[] block = new byte[BLOCK];

    private Probe(String word) {
      cipher = (AESEngine) AESEngine.newInstance();
      cipher.init(true, new KeyParameter(Arrays.copyOf(hash.of(PURPOSE, word), KEY_BYTES)));
    }

    /** What this word gives in this tip. */
    int value(UUID tipId) {
      ByteBuffer.wrap(block)
          .putLong(tipId.getMostSignificantBits())
          .putLong(tipId.getLeastSignificantBits());
      cipher.processBlock(block, 0, block, 0);
      return ByteBuffer.wrap(block).getInt();
    }

    /** Whether the tip with this index has the word. */
    boolean in(UUID tipId, byte[] index) {
      int wanted = value(tipId);
      int low = 0;
      int high = index.length / BYTES - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = Integer.compare(at(index, middle), wanted);
        if (order == 0) {
          return true;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return false;
    }
  }

  /** Probes for words that must all be there. */
  List<Probe> probes(Collection<String> words) {
    return words.stream().map(word -> new Probe(word)).toList();
  }

  /** What the table keeps of a tip with these words. */
  byte[] index(UUID tipId, Set<String> words) {
    Set<Integer> values = new HashSet<>();
    words.forEach(word -> values.add(new Probe(word).value(tipId)));
    int full = Math.max(1, (values.size() + ROUND - 1) / ROUND) * ROUND;
    while (values.size() < full) {
      values.add(chance.nextInt());
    }
    ByteBuffer index = ByteBuffer.allocate(full * BYTES);
    values.stream().sorted().forEach(index::putInt);
    return index.array();
  }

  private static int at(byte[] index, int number) {
    return ByteBuffer.wrap(index).getInt(number * BYTES);
  }
}
