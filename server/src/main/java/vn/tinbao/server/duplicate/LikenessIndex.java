package vn.tinbao.server.duplicate;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.UUID;
import vn.tinbao.server.attachment.FilePrints;
import vn.tinbao.server.search.TextIndex;
import vn.tinbao.server.tip.TipTexts;

/** Keeps what tips' words and files are compared by. */
@Singleton
class LikenessIndex implements TextIndex {
  /** What a sketch is bound to; the row is the tip's. */
  static final String SKETCH = "tip_likeness.sketch";

  private final JdbcOperations jdbc;
  private final TipHashes hashes;
  private final FilePrints files;

  LikenessIndex(JdbcOperations jdbc, TipHashes hashes, FilePrints files) {
    this.jdbc = jdbc;
    this.hashes = hashes;
    this.files = files;
  }

  @Override
  public void put(TipTexts.Text text) {
    UUID tipId = text.tipId();
    MinHash.Made made = hashes.words(text.reporter());
    byte[] sealed = text.key().seal(made.sketch().bytes(), SKETCH, tipId);
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.tip_likeness (tip_id, bands, sketch) VALUES (?, ?, ?)
        ON CONFLICT (tip_id) DO UPDATE SET bands = excluded.bands, sketch = excluded.sketch
        """,
        insert -> {
          insert.setObject(1, tipId);
          insert.setArray(
              2,
              insert
                  .getConnection()
                  .createArrayOf("bigint", Arrays.stream(made.bands()).boxed().toArray()));
          insert.setBytes(3, sealed);
          return insert.executeUpdate();
        });
    for (byte[] digest : files.of(tipId, text.key())) {
      byte[] hash = hashes.file(digest);
      jdbc.prepareStatement(
          "INSERT INTO tinbao.tip_file_print (tip_id, file_hash) VALUES (?, ?)"
              + " ON CONFLICT DO NOTHING",
          insert -> {
            insert.setObject(1, tipId);
            insert.setBytes(2, hash);
            return insert.executeUpdate();
          });
    }
  }
}
