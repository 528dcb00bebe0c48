package vn.tinbao.server.clocks;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;

/** The clocks of the law with other limits: nothing may depend on how long they happen to be. */
@Factory
@Requires(property = "tinbao.test.random-limits")
public class RandomLimits {
  private static final Pattern LIMIT = Pattern.compile("(?m)^  (limit|remote): (.+)$");

  @Singleton
  @Replaces(ClockRules.class)
  ClockRules rules(@Value("${tinbao.test.random-limits}") long seed) {
    return rules(new Random(seed));
  }

  /** The rules of the program, each with a limit of chance that counts in the same direction. */
  static ClockRules rules(Random random) {
    String yaml =
        LIMIT
            .matcher(file())
            .replaceAll(
                line -> "  " + line.group(1) + ": " + limit(random, line.group(2).startsWith("-")));
    return new ClockRules(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static String limit(Random random, boolean back) {
    if (back) {
      return "-" + (1 + random.nextInt(12)) + (random.nextBoolean() ? "d" : "wd");
    }
    return switch (random.nextInt(6)) {
      case 0 -> "immediate";
      case 1 -> 1 + random.nextInt(200) + "h";
      case 2 -> 1 + random.nextInt(15) + "wd";
      case 3 -> 1 + random.nextInt(6) + "month";
      default -> 1 + random.nextInt(60) + "d";
    };
  }

  private static String file() {
    try (InputStream in =
        Objects.requireNonNull(RandomLimits.class.getResourceAsStream("/clocks/clocks.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
