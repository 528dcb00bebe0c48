package vn.tinbao.server.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All kinds of agency that come with the program.
 *
 * @param version changes with every change of the file
 * @param seatOnly codes of units that only give national agencies their seat, as far as the
 *     founding plans go
 */
record AgencyTemplates(String version, Set<String> seatOnly, List<AgencyTemplate> all) {
  private static final String FILE = "agencies.yaml";

  private static final class Holder {
    static final AgencyTemplates BUILT_IN = read();
  }

  static AgencyTemplates builtIn() {
    return Holder.BUILT_IN;
  }

  /** Those from which agencies are derived. */
  List<AgencyTemplate> standard() {
    return all.stream().filter(t -> t.standard() != AgencyTemplate.Standard.NEVER).toList();
  }

  /** The kind of agency that this one is, by its key and the level of its unit. */
  Optional<AgencyTemplate> of(Agency agency, UnitLevel unitLevel) {
    return all.stream()
        .filter(t -> t.of() == unitLevel && t.key().equals(agency.key()))
        .findFirst()
        .or(
            () ->
                all.stream()
                    .filter(t -> t.of() == unitLevel && AgencyTemplate.isKind(agency, t.key()))
                    .findFirst());
  }

  private static AgencyTemplates read() {
    YamlEntry file = YamlEntry.resource(FILE);
    String source = file.text("source");
    return new AgencyTemplates(
        digest(FILE),
        Set.copyOf(file.texts("seatOnly")),
        file.entries("agencies").stream().map(e -> AgencyTemplate.read(e, source)).toList());
  }

  /** Names the content of a file of the catalogue. */
  static String digest(String resource) {
    try (InputStream in = AgencyTemplates.class.getResourceAsStream("/catalogue/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("Resource /catalogue/" + resource + " is missing");
      }
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()))
          .substring(0, 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
