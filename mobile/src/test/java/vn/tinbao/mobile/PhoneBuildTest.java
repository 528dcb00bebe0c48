package vn.tinbao.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import vn.tinbao.mobile.platform.PhonePush;

/**
 * What of the phone builds can be held against their rules on a computer: no phone was built here.
 */
class PhoneBuildTest {
  private static final Path PHONE = Path.of("src/phone");
  private static final Path MANIFEST = PHONE.resolve("android/AndroidManifest.xml");
  private static final String ANDROID = "http://schemas.android.com/apk/res/android";
  private static final String TOOLS = "http://schemas.android.com/tools";

  @TempDir Path out;

  @Test
  void the_manifest_asks_for_what_a_screen_uses_and_keeps_out_what_libraries_bring()
      throws Exception {
    Set<String> asked = new TreeSet<>();
    Set<String> removed = new TreeSet<>();
    for (Element use : elements(xml(MANIFEST), "uses-permission")) {
      String name = use.getAttributeNS(ANDROID, "name");
      String simple = name.substring(name.lastIndexOf('.') + 1);
      (use.getAttributeNS(TOOLS, "node").equals("remove") ? removed : asked).add(simple);
    }
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "INTERNET",
            "ACCESS_NETWORK_STATE",
            "POST_NOTIFICATIONS",
            "RECEIVE",
            "CAMERA",
            "RECORD_AUDIO",
            "ACCESS_FINE_LOCATION",
            "ACCESS_COARSE_LOCATION",
            "READ_EXTERNAL_STORAGE",
            "WRITE_EXTERNAL_STORAGE",
            "READ_MEDIA_IMAGES",
            "READ_MEDIA_VIDEO",
            "READ_MEDIA_AUDIO");
    assertThat(removed)
        .contains(
            "CALL_PHONE",
            "READ_PHONE_STATE",
            "ACCESS_BACKGROUND_LOCATION",
            "READ_CONTACTS",
            "AD_ID")
        .doesNotContainAnyElementsOf(asked);
  }

  @Test
  void nothing_of_the_app_is_backed_up_sent_unencrypted_or_measured() throws Exception {
    Element application = elements(xml(MANIFEST), "application").get(0);
    assertThat(application.getAttributeNS(ANDROID, "allowBackup")).isEqualTo("false");
    assertThat(application.getAttributeNS(ANDROID, "usesCleartextTraffic")).isEqualTo("false");
    assertThat(application.getAttributeNS(ANDROID, "label")).isEqualTo("@phone.name@");
    assertThat(Files.readString(MANIFEST))
        .contains("firebase_analytics_collection_deactivated")
        .contains("firebase_messaging_auto_init_enabled");
  }

  @Test
  void nothing_is_copied_to_a_new_phone() throws Exception {
    Element application = elements(xml(MANIFEST), "application").get(0);
    String rules = application.getAttributeNS(ANDROID, "dataExtractionRules");
    Document all = xml(PHONE.resolve("android/res").resolve(rules.substring(1) + ".xml"));
    for (String way : List.of("cloud-backup", "device-transfer")) {
      Element only = elements(all, way).get(0);
      assertThat(only.getElementsByTagName("include").getLength()).isZero();
      Set<String> excluded = new TreeSet<>();
      NodeList excludes = only.getElementsByTagName("exclude");
      for (int i = 0; i < excludes.getLength(); i++) {
        excluded.add(((Element) excludes.item(i)).getAttribute("domain"));
      }
      assertThat(excluded)
          .contains("root", "file", "database", "sharedpref", "external")
          .contains("device_root", "device_file", "device_database", "device_sharedpref");
    }
  }

  @Test
  void the_class_that_forbids_pictures_of_the_screen_is_the_one_that_the_manifest_names()
      throws Exception {
    Element application = elements(xml(MANIFEST), "application").get(0);
    String named = application.getAttributeNS(ANDROID, "name");
    Path source = Path.of("dalvik/src/main/java", named.replace('.', '/') + ".java");
    assertThat(source).exists();
    assertThat(compile(List.of(Path.of("dalvik/src/main/java")))).isEmpty();
    assertThat(out.resolve(named.replace('.', '/') + ".class")).exists();
    String pom = Files.readString(Path.of("dalvik/pom.xml"));
    assertThat(pom).contains("META-INF/substrate/dalvik/precompiled/classes");
    assertThat(Files.readString(Path.of("pom.xml"))).contains("<artifactId>android-guard<");
  }

  @Test
  void adapters_of_services_that_are_not_to_be_had_here_compile_against_their_signatures()
      throws IOException {
    Path service = Path.of("src/attach/resources/META-INF/services", PhonePush.class.getName());
    String adapter = Files.readString(service).strip();
    assertThat(compile(List.of(Path.of("src/attach/java"), Path.of("src/attach-stubs/java"))))
        .isEmpty();
    assertThat(out.resolve(adapter.replace('.', '/') + ".class")).exists();
  }

  @Test
  void an_iphone_is_told_why_it_is_asked_and_shows_no_files_to_others() throws Exception {
    TreeMap<String, String> keys = new TreeMap<>();
    NodeList all =
        elements(xml(PHONE.resolve("ios/Default-Info.plist")), "dict").get(0).getChildNodes();
    String key = "";
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element) {
        if (element.getTagName().equals("key")) {
          key = element.getTextContent();
        } else {
          keys.put(
              key,
              element.getTagName().equals("string")
                  ? element.getTextContent()
                  : element.getTagName());
        }
      }
    }
    assertThat(keys)
        .containsEntry("CFBundleDisplayName", "@phone.name@")
        .containsEntry("CFBundleIdentifier", "@phone.id@")
        .containsEntry("UIFileSharingEnabled", "false")
        .containsKeys(
            "NSCameraUsageDescription",
            "NSPhotoLibraryUsageDescription",
            "NSLocationWhenInUseUsageDescription")
        .doesNotContainKeys(
            "NSMicrophoneUsageDescription",
            "NSLocationAlwaysUsageDescription",
            "UIBackgroundModes");
  }

  @Test
  void both_looks_have_every_icon_and_the_disguise_names_nothing() throws IOException {
    for (String look : List.of("tinbao", "notes")) {
      Path icons = PHONE.resolve("icons").resolve(look);
      TreeMap<String, Integer> sizes = new TreeMap<>();
      for (String density : List.of("mdpi", "hdpi", "xhdpi", "xxhdpi", "xxxhdpi")) {
        sizes.put(density, width(icons.resolve("android/mipmap-" + density + "/ic_launcher.png")));
      }
      assertThat(sizes.values()).containsExactlyInAnyOrder(48, 72, 96, 144, 192);
      Path set = icons.resolve("ios/Assets.xcassets/AppIcon.appiconset");
      String contents = Files.readString(set.resolve("Contents.json"));
      for (int size : List.of(120, 152, 167, 180, 1024)) {
        assertThat(width(set.resolve("icon-" + size + ".png"))).isEqualTo(size);
        assertThat(contents).contains("icon-" + size + ".png");
      }
    }
    String pom = Files.readString(Path.of("pom.xml"));
    String disguise = pom.substring(pom.indexOf("<id>disguise</id>"));
    assertThat(
            disguise.substring(0, disguise.indexOf("<build>")).toLowerCase(java.util.Locale.ROOT))
        .contains("<phone.name>ghi chú<")
        .doesNotContain("tinbao");
    assertThat(PHONE.resolve("disguise").resolve(Path.of(Options.DISGUISE_MARK).getFileName()))
        .exists();
  }

  private static int width(Path png) throws IOException {
    byte[] bytes = Files.readAllBytes(png);
    assertThat(new String(bytes, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
    return java.nio.ByteBuffer.wrap(bytes).getInt(16);
  }

  /** What the compiler has against these sources; classes go to {@link #out}. */
  private String compile(List<Path> roots) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> all = Files.walk(root)) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean done =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-d",
                      out.toString(),
                      "-proc:none",
                      "-nowarn",
                      "-cp",
                      System.getProperty(
                          "surefire.test.class.path", System.getProperty("java.class.path"))),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      return done ? "" : said.toString();
    }
  }

  private static Document xml(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    var builder = factory.newDocumentBuilder();
    builder.setEntityResolver((name, where) -> new InputSource(new StringReader("")));
    return builder.parse(file.toFile());
  }

  private static List<Element> elements(Document document, String tag) {
    NodeList found = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
