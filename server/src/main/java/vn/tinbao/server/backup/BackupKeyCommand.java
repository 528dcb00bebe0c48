package vn.tinbao.server.backup;

import io.micronaut.context.annotation.Prototype;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinbao.sms.db.HomeDirectory;

/** Makes the pair of keys to which backups are sealed. */
@Prototype
@Command(
    name = "backup-key",
    description = "Make the key for backups: the private half into FILE, to be kept elsewhere.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class BackupKeyCommand implements Callable<Integer> {
  private final HomeDirectory home;

  @Parameters(index = "0", paramLabel = "FILE", description = "where the private half goes")
  private Path file;

  @Option(
      names = "--no-passphrase",
      description = "do not put it under a passphrase (a safe must do then)")
  private boolean noPassphrase;

  BackupKeyCommand(HomeDirectory home) {
    this.home = home;
  }

  @Override
  public Integer call() {
    Path publicFile = home.resolve("keys").resolve(BackupKey.PUBLIC);
    char[] passphrase = noPassphrase ? null : Passphrase.choose();
    BackupKey.create(file.toAbsolutePath(), publicFile, passphrase);
    if (passphrase != null) {
      Arrays.fill(passphrase, ' ');
    }
    System.out.println("Private half: " + file.toAbsolutePath());
    System.out.println("Public half:  " + publicFile + " (backups use it)");
    System.out.println(
        "Take the private half off this machine, to two safe places: without it no backup opens;");
    System.out.println("with it, a content file and a key file, everything does.");
    return 0;
  }
}
