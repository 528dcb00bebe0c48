package vn.tinbao.sms.db;

import java.nio.file.Path;

/**
 * What {@link PostgresLauncher} starts.
 *
 * @param directory the cluster with its lock, password and log; created when missing
 * @param programs where the PostgreSQL programs are unpacked; may be shared by many clusters
 * @param archive the programs
 * @param durable true: fsync on, as any data that matters needs; false: for tests only
 */
public record PostgresOptions(
    Path directory, Path programs, PostgresArchive archive, boolean durable) {

  /** The way TinBao runs it: everything below {@code directory}, durable. */
  public static PostgresOptions in(Path directory) {
    return new PostgresOptions(
        directory, directory.resolve("programs"), PostgresArchive.onClassPath(), true);
  }
}
