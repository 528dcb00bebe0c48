package vn.tinbao.server.search;

import vn.tinbao.server.tip.TipTexts;

/**
 * Hashes that are made from a tip's words or files, and made anew whenever those change or a
 * restored database has none. Every bean of this type is asked.
 */
public interface TextIndex {

  /**
   * Replaces what was there for this tip. In the caller's transaction; the same twice is the same.
   */
  void put(TipTexts.Text text);
}
