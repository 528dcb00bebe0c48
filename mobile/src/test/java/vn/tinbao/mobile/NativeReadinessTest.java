package vn.tinbao.mobile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.application.Application;
import org.junit.jupiter.api.Test;

/**
 * What can be said on a computer about the phone build, which cannot run here: rules that the
 * GluonFX plugin and GraalVM impose, as far as its sources tell them.
 */
class NativeReadinessTest {
  /** Endings that the plugin takes into the image by itself; anything else must be listed. */
  private static final Set<String> TAKEN_BY_ITSELF =
      Set.of(
          "png", "jpg", "jpeg", "gif", "bmp", "ttf", "raw", "xml", "fxml", "css", "gls", "json",
          "dat", "license", "frag", "vert", "obj", "mtl", "js", "zip");

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Path CONFIG = RESOURCES.resolve("META-INF/substrate/config");
  private static final JavaClasses APP = FloorsTest.APP;

  @Test
  void every_resource_reaches_the_image() throws IOException {
    List<Pattern> listed = listedResources();
    for (Path file : files(RESOURCES)) {
      String name = RESOURCES.relativize(file).toString().replace('\\', '/');
      if (name.startsWith("META-INF/")) {
        continue;
      }
      boolean reaches =
          TAKEN_BY_ITSELF.contains(name.substring(name.lastIndexOf('.') + 1))
              || listed.stream().anyMatch(pattern -> pattern.matcher(name).find());
      assertThat(reaches).as(name).isTrue();
    }
  }

  @Test
  void the_list_of_resources_has_the_form_that_the_plugin_reads_line_by_line() throws IOException {
    List<String> lines = Files.readAllLines(CONFIG.resolve("resourceconfig.json"));
    assertThat(lines.get(0)).isEqualTo("[");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("]");
    List<String> entries = lines.subList(1, lines.size() - 1);
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i)).startsWith("{\"pattern\"");
      assertThat(entries.get(i).endsWith(",")).isEqualTo(i < entries.size() - 1);
    }
  }

  @Test
  void the_font_has_a_kind_that_javafx_reads() {
    assertThat(Path.of("src/main/resources/vn/tinbao/mobile/font").toFile().list())
        .filteredOn(name -> name.startsWith("BeVietnamPro"))
        .allMatch(name -> name.endsWith(".ttf"));
  }

  @Test
  void nothing_is_used_that_a_phone_build_has_not() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.awt..",
            "javax.swing..",
            "javax.imageio..",
            "java.sql..",
            "java.net.http..",
            "java.beans..",
            "javafx.fxml..",
            "com.sun..",
            "sun..")
        .check(APP);
    for (String reflective :
        List.of("Method", "Field", "Constructor", "Proxy", "InvocationHandler")) {
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.reflect." + reflective)
          .check(APP);
    }
    noClasses().should().callMethod(Class.class, "forName", String.class).check(APP);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.ResourceBundle")
        .check(APP);
  }

  @Test
  void no_layout_is_made_from_fxml_which_would_need_reflection() throws IOException {
    assertThat(files(RESOURCES)).noneMatch(file -> file.toString().endsWith(".fxml"));
  }

  @Test
  void the_plugin_is_told_every_attach_service_that_is_used_and_no_other() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String ownDependencies = pom.substring(0, pom.indexOf("<build>"));
    Set<String> used = new TreeSet<>();
    Matcher dependency =
        Pattern.compile("com\\.gluonhq\\.attach</groupId><artifactId>([a-z-]+)<")
            .matcher(ownDependencies);
    while (dependency.find()) {
      used.add(dependency.group(1));
    }
    used.remove("util");
    Set<String> listed = new TreeSet<>();
    Matcher list = Pattern.compile("<list>([a-z-]+)</list>").matcher(pom);
    while (list.find()) {
      listed.add(list.group(1));
    }
    assertThat(listed).isEqualTo(used).isNotEmpty();
  }

  @Test
  void the_plugins_stand_in_the_modules_own_file_where_the_desktop_run_looks_for_them()
      throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(pom)
        .contains("<artifactId>gluonfx-maven-plugin</artifactId>")
        .contains("<artifactId>javafx-maven-plugin</artifactId>")
        .contains("<main.class>" + MobileApp.class.getName() + "</main.class>");
    assertThat(Application.class).isAssignableFrom(MobileApp.class);
    assertThat(Application.class.isAssignableFrom(MobileMain.class)).isFalse();
  }

  private static List<Pattern> listedResources() throws IOException {
    Matcher matcher =
        Pattern.compile("\\{\"pattern\": \"([^\"]+)\"}")
            .matcher(Files.readString(CONFIG.resolve("resourceconfig.json")));
    List<Pattern> patterns = new java.util.ArrayList<>();
    while (matcher.find()) {
      patterns.add(Pattern.compile(matcher.group(1).replace("\\\\", "\\")));
    }
    return patterns;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
