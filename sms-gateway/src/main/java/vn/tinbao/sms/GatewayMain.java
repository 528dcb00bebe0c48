package vn.tinbao.sms;

import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.runtime.Micronaut;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The gateway as a process of its own, on port 8081. Its settings are in {@code gateway.yml}, which
 * only this class reads: on the server's class path it must not mix with the server's.
 */
public final class GatewayMain {
  /** Below environment and system properties, above the defaults of the library. */
  private static final int ORDER = -900;

  private GatewayMain() {}

  public static void main(String[] args) throws IOException {
    StartFailure.explained(Micronaut.build(args))
        .mainClass(GatewayMain.class)
        .propertySources(settings())
        .banner(false)
        .start();
  }

  /** What this process has as its own configuration file. */
  static PropertySource settings() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GatewayMain.class.getClassLoader().getResourceAsStream("gateway.yml"))) {
      return PropertySource.of(
          "gateway", new YamlPropertySourceLoader().read("gateway.yml", in), ORDER);
    }
  }
}
