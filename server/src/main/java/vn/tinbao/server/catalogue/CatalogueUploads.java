package vn.tinbao.server.catalogue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files between their dry run and the word of the person who sent them: in the database, so that
 * any node takes the word.
 */
@Singleton
public class CatalogueUploads {
  private static final Duration KEPT = Duration.ofDays(1);

  private final JdbcOperations jdbc;
  private final Clock clock;

  CatalogueUploads(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A file that waits.
   *
   * @param kind as it was given to {@link #keep}
   * @param version of the catalogue in which it was tried
   */
  public record Upload(
      UUID id, String kind, @Nullable LocalDate day, String fileName, long version) {}

  /** Keeps a file for its sender; what others left lying for a day goes. */
  @Transactional
  public Upload keep(UUID staffId, String kind, @Nullable LocalDate day, Path file, long version) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    jdbc.prepareStatement(
        // Index catalogue_upload_at.
        "DELETE FROM tinbao.catalogue_upload WHERE uploaded_at < ?",
        delete -> {
          delete.setObject(1, now.minus(KEPT));
          return delete.executeUpdate();
        });
    UUID id = UuidCreator.getTimeOrderedEpoch();
    String name = String.valueOf(file.getFileName());
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.catalogue_upload
          (id, staff_id, kind, day, file_name, content, catalogue_version, uploaded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setObject(2, staffId);
          insert.setString(3, kind);
          insert.setObject(4, day);
          insert.setString(5, name);
          try (InputStream in = Files.newInputStream(file)) {
            insert.setBinaryStream(6, in, Files.size(file));
            insert.setLong(7, version);
            insert.setObject(8, now);
            return insert.executeUpdate();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return new Upload(id, kind, day, name, version);
  }

  /** The file of this sender, its content written into the folder; empty when it is not there. */
  @Transactional
  public Optional<Upload> fetch(UUID id, UUID staffId, Path folder) {
    return jdbc.prepareStatement(
        "SELECT kind, day, file_name, catalogue_version, content FROM tinbao.catalogue_upload"
            + " WHERE id = ? AND staff_id = ? AND uploaded_at >= ?",
        select -> {
          select.setObject(1, id);
          select.setObject(2, staffId);
          select.setObject(3, OffsetDateTime.now(clock).minus(KEPT));
          try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
              return Optional.empty();
            }
            String name = row.getString(3);
            try (InputStream in = row.getBinaryStream(5)) {
              Files.copy(in, folder.resolve(name));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return Optional.of(
                new Upload(
                    id, row.getString(1), CatalogueStore.dayOrNull(row, 2), name, row.getLong(4)));
          }
        });
  }

  /** Forgets a file: imported, or not wanted any more. */
  @Transactional
  public void forget(UUID id, UUID staffId) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.catalogue_upload WHERE id = ? AND staff_id = ?",
        delete -> {
          delete.setObject(1, id);
          delete.setObject(2, staffId);
          return delete.executeUpdate();
        });
  }
}
