package vn.tinbao.server.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import vn.tinbao.sms.keys.KeyFile;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.keys.KeyWrap;
import vn.tinbao.sms.keys.MasterKeySource;

/**
 * Brings the key files under the master key that is configured now, from none or another one. Needs
 * no database and starts no application: one would refuse the files as they are.
 */
@Command(
    name = "wrap-keys",
    description =
        "Wrap the key files by TINBAO_MASTER_KEY or TINBAO_KMS_KEY_URI (from none, or from"
            + " TINBAO_OLD_MASTER_KEY or TINBAO_OLD_KMS_KEY_URI).",
    mixinStandardHelpOptions = true)
public final class WrapKeysCommand implements Callable<Integer> {
  private static final List<String> FOLDERS = List.of("", "retired");

  private final UnaryOperator<@Nullable String> environment;

  public WrapKeysCommand() {
    this(System::getenv);
  }

  WrapKeysCommand(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    String home = environment.apply("TINBAO_HOME");
    Path keys = Path.of(home == null || home.isBlank() ? "./var" : home).resolve("keys");
    KeyWrap present = source("TINBAO_");
    KeyWrap old = source("TINBAO_OLD_");
    if (!Files.isDirectory(keys)) {
      throw new KeyFileException("There is no folder " + keys.toAbsolutePath() + ".");
    }
    int changed = 0;
    for (String folder : FOLDERS) {
      Path directory = keys.resolve(folder);
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          for (Path file : (Iterable<Path>) files.sorted()::iterator) {
            if (file.toString().matches(".*\\.(key|private)")) {
              changed += wrap(directory, file, present, old) ? 1 : 0;
            }
          }
        }
      }
    }
    System.out.printf(
        "%d key files are now %s. Start the servers with the same settings, and replace the key"
            + " backup.%n",
        changed, present.name().equals("none") ? "unwrapped" : "wrapped (" + present.name() + ")");
    return 0;
  }

  private KeyWrap source(String prefix) {
    return MasterKeySource.choose(
        environment.apply(prefix + "MASTER_KEY"),
        environment.apply(prefix + "KMS_KEY_URI"),
        environment.apply(prefix + "KMS_CREDENTIALS"));
  }

  /** False when it is so already: a run that was cut short may be repeated. */
  private static boolean wrap(Path folder, Path file, KeyWrap present, KeyWrap old) {
    String name = folder.relativize(file).toString();
    KeyStore store = new KeyStore(folder, present);
    String raw = store.raw(name);
    boolean wrapped = KeyWrap.isWrapped(raw);
    if (!wrapped && present.name().equals("none")) {
      return false;
    }
    if (wrapped && !present.name().equals("none")) {
      try {
        var unused = present.read(raw, name);
        return false;
      } catch (KeyFileException notYet) {
        // by the old one then
      }
    }
    String plain = wrapped ? old.read(raw, name) : raw;
    KeyFile.replace(file, present.wrap(plain, name), "rw-------");
    return true;
  }
}
