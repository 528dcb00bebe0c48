package vn.tinbao.sms.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One database cluster on disk: {@code data}, {@code password}, {@code port} and {@code log} in one
 * directory. Everything that is done to it while no postmaster runs.
 */
final class PostgresCluster {
  static final String SUPERUSER = "tinbao";
  static final String DATABASE = "tinbao";

  private final Path directory;
  private final PostgresPrograms programs;
  private final RunAs runAs;

  PostgresCluster(Path directory, PostgresPrograms programs, RunAs runAs) {
    this.directory = directory;
    this.programs = programs;
    this.runAs = runAs;
  }

  static Path data(Path directory) {
    return directory.resolve("data");
  }

  Path data() {
    return data(directory);
  }

  Path log() {
    return directory.resolve("log");
  }

  /** Makes the cluster unless it is there; it appears whole or not at all. */
  void initialise(boolean durable) throws IOException {
    removeHalves();
    if (Files.isDirectory(data())) {
      checkVersion();
      runAs.giveAway(data());
      return;
    }
    String password = newPassword();
    Path half = directory.resolve("data.new");
    FileTrees.createPrivate(half);
    Path passwordFile = directory.resolve("password.new");
    writePrivate(passwordFile, password);
    runAs.giveAway(half);
    runAs.giveAway(passwordFile);
    Commands.run(initdb(half, passwordFile, durable));
    Commands.run(
        runAs.command(
            programs.program("postgres"),
            "--single",
            "-c",
            "fsync=" + (durable ? "on" : "off"),
            "-D",
            half.toString(),
            "postgres"),
        "CREATE DATABASE " + DATABASE + "\n");
    // The password first: a cluster without its password would be lost.
    FileTrees.delete(directory.resolve("password"));
    writePrivate(directory.resolve("password"), password);
    Files.delete(passwordFile);
    Files.move(half, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> initdb(Path into, Path passwordFile, boolean durable) {
    List<String> words =
        new ArrayList<>(
            runAs.command(
                programs.program("initdb"),
                "--pgdata=" + into,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                "--no-instructions"));
    // Both order and fold by code point, the same on every machine; the second knows all letters.
    words.addAll(
        programs.majorVersion() >= 17
            ? List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
            : List.of("--locale=C"));
    if (!durable) {
      words.add("--no-sync");
    }
    return words;
  }

  /** What a start that was killed in the middle left behind. */
  private void removeHalves() throws IOException {
    FileTrees.delete(directory.resolve("data.new"));
    Files.deleteIfExists(directory.resolve("password.new"));
  }

  private void checkVersion() throws IOException {
    String found = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!found.equals(Integer.toString(programs.majorVersion()))) {
      throw new DatabaseStartException(
          "The data in "
              + data()
              + " was written by PostgreSQL "
              + found
              + ", this TinBao brings PostgreSQL "
              + programs.majorVersion()
              + ". Export it with the TinBao that wrote it and import it here, or run PostgreSQL "
              + found
              + " on it yourself and set TINBAO_DB_URL.");
    }
  }

  /** Writes the settings; the data directory must exist. */
  void configure(int port, boolean durable) throws IOException {
    Path conf = data().resolve("postgresql.conf");
    Files.writeString(conf, PostgresConf.text(port, durable, programs.majorVersion()));
    Files.writeString(directory.resolve("port"), Integer.toString(port));
    if (Files.exists(log())) {
      Files.move(log(), directory.resolve("log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The port of the last time when it is free, otherwise any free one. */
  int freePort() throws IOException {
    Path remembered = directory.resolve("port");
    if (Files.exists(remembered)) {
      int port = Integer.parseInt(Files.readString(remembered).strip());
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        Files.delete(remembered);
      }
    }
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  static String password(Path directory) throws IOException {
    Path file = directory.resolve("password");
    if (!Files.exists(file)) {
      throw new DatabaseStartException(
          "The database in "
              + directory
              + " has lost its password file "
              + file
              + ". Put it back from the backup.");
    }
    return Files.readString(file).strip();
  }

  private static String newPassword() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void writePrivate(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }
}
