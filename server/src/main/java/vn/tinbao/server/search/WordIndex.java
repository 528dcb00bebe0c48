package vn.tinbao.server.search;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import vn.tinbao.server.tip.TipTexts;

/** Keeps the blind index of tips' words. */
@Singleton
class WordIndex implements TextIndex {
  private final JdbcOperations jdbc;
  private final BlindWords blind;

  WordIndex(JdbcOperations jdbc, BlindWords blind) {
    this.jdbc = jdbc;
    this.blind = blind;
  }

  @Override
  public void put(TipTexts.Text text) {
    byte[] index = blind.index(text.tipId(), SearchWords.of(text.all()));
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.tip_words (tip_id, version, words) VALUES (?, ?, ?)
        ON CONFLICT (tip_id) DO UPDATE SET version = excluded.version, words = excluded.words
        """,
        insert -> {
          insert.setObject(1, text.tipId());
          insert.setInt(2, Indexing.VERSION);
          insert.setBytes(3, index);
          return insert.executeUpdate();
        });
  }
}
