package vn.tinbao.server.papers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where somebody signs.
 *
 * @param capacity in capitals, a line each: {@code ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]} (decree
 *     30/2020, art. 13: TM., KT., TL., TUQ.)
 * @param hint what to do there, in brackets: {@code (Ký, ghi rõ họ tên)}; null for none
 * @param name who signs, below the space for the signature; null: to be written by hand
 */
public record Signature(List<String> capacity, @Nullable String hint, @Nullable String name) {
  public Signature {
    capacity = List.copyOf(capacity);
  }

  /** Somebody without an office: a reporter, a witness. */
  public static Signature of(String capacity) {
    return new Signature(List.of(capacity), "(Ký, ghi rõ họ tên)", null);
  }
}
