package vn.tinbao.server.console.catalogue;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.FileNames;
import vn.tinbao.server.attachment.MultiPart;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.CatalogueUploads;
import vn.tinbao.server.catalogue.ImportException;
import vn.tinbao.server.catalogue.ImportReport;
import vn.tinbao.server.console.catalogue.CatalogueImports.Kind;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/**
 * Lists from files: sent, tried without changing anything, and imported when their sender says so.
 * The same importers as on the command line.
 */
@Controller("/admin/catalogue/imports")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_KEEP)
@ExecuteOn(TaskExecutors.BLOCKING)
class ImportPages {
  /** Twenty times the longest official list. */
  private static final long MOST_BYTES = 32L << 20;

  private static final int MOST_FIELD = 100;

  private final Templates pages = new StaticTemplates();
  private final CatalogueImports imports;
  private final CatalogueUploads uploads;
  private final Catalogue catalogue;

  ImportPages(CatalogueImports imports, CatalogueUploads uploads, Catalogue catalogue) {
    this.imports = imports;
    this.uploads = uploads;
    this.catalogue = catalogue;
  }

  /** A form as it came: its fields, and the file on the disk. */
  private static final class Sent {
    private String kind = "";
    private String day = "";
    private @Nullable Path file;
  }

  /** Work with a folder of its own that is gone afterwards. */
  private interface InFolder<T> {
    T work(Path folder) throws IOException;
  }

  @Get
  JteModel form(Ui ui, StaffMember viewer) {
    return page(ui, viewer, "", "", null, null, null);
  }

  /** Takes a file and says what it would change. Kind and day come before the file. */
  @Post
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  HttpResponse<JteModel> tryOut(HttpRequest<?> request, Ui ui, StaffMember viewer) {
    String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE, String.class).orElse("");
    return inFolder(
        folder -> {
          Sent sent;
          try (InputStream in = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
            sent = read(new MultiPart(in, type), folder);
          } catch (MultiPart.Malformed e) {
            return wrong(ui, viewer, new Sent(), ui.t("catalogue.import.broken"));
          } catch (CatalogueMistake mistake) {
            return wrong(ui, viewer, new Sent(), ui.t(mistake.key(), mistake.arguments()));
          }
          return tryOut(ui, viewer, sent);
        });
  }

  private HttpResponse<JteModel> tryOut(Ui ui, StaffMember viewer, Sent sent) {
    Path file = sent.file;
    Optional<Kind> kind = kind(sent.kind);
    try {
      if (file == null) {
        throw new CatalogueMistake("file", "catalogue.import.no-file");
      }
      if (kind.isEmpty()) {
        throw new CatalogueMistake("kind", "catalogue.import.no-kind");
      }
      LocalDate day = kind.get().dated() ? Fields.day("day", sent.day) : null;
      long version = catalogue.refresh().version();
      ImportReport report = imports.tried(viewer, kind.get(), day, file);
      CatalogueUploads.Upload upload =
          report.changed()
              ? uploads.keep(viewer.id(), kind.get().name(), day, file, version)
              : null;
      return HttpResponse.ok(page(ui, viewer, sent.kind, sent.day, null, report, upload));
    } catch (ImportException wrong) {
      return wrong(ui, viewer, sent, ImportReasons.of(wrong, ui));
    } catch (CatalogueMistake mistake) {
      String about = mistake.field().equals("day") ? ui.t("catalogue.import.day") + ": " : "";
      return wrong(ui, viewer, sent, about + ui.t(mistake.key(), mistake.arguments()));
    }
  }

  private static Optional<Kind> kind(String name) {
    return Stream.of(Kind.values()).filter(kind -> kind.name().equals(name)).findFirst();
  }

  private static Sent read(MultiPart form, Path folder) throws IOException {
    Sent sent = new Sent();
    Optional<MultiPart.Part> part;
    boolean tooLong = false;
    while ((part = form.next()).isPresent()) {
      String name = part.get().file();
      if (name == null) {
        String value = part.get().text(MOST_FIELD).strip();
        switch (part.get().name()) {
          case "kind" -> sent.kind = value;
          case "day" -> sent.day = value;
          default -> {
            // Not ours.
          }
        }
      } else if (!name.isEmpty() && sent.file == null) {
        Path file = folder.resolve(plain(FileNames.tame(name)));
        tooLong = !copy(part.get().body(), file);
        sent.file = file;
      }
    }
    if (tooLong) {
      throw new CatalogueMistake("file", "catalogue.import.too-long", MOST_BYTES >> 20);
    }
    return sent;
  }

  /** Letters that every file system takes: the name stands in sources and messages later. */
  private static String plain(String name) {
    String bare =
        Normalizer.normalize(name.replace('đ', 'd').replace('Đ', 'D'), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^A-Za-z0-9._-]+", "-");
    return bare.length() <= MOST_FIELD ? bare : bare.substring(bare.length() - MOST_FIELD);
  }

  /** False when it is longer than may be; what is beyond is read away, so that we are heard. */
  private static boolean copy(InputStream in, Path file) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      int n;
      while ((n = in.read(buffer, 0, buffer.length)) > 0) {
        size += n;
        if (size <= MOST_BYTES) {
          out.write(buffer, 0, n);
        }
      }
    }
    return size <= MOST_BYTES;
  }

  /** The word of the person: import it. */
  @Post("/confirm")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> confirm(Ui ui, StaffMember viewer, @Body Map<String, String> form) {
    UUID id = id(form);
    return inFolder(
        folder -> {
          CatalogueUploads.Upload upload = uploads.fetch(id, viewer.id(), folder).orElse(null);
          if (upload == null) {
            return wrong(ui, viewer, new Sent(), ui.t("catalogue.import.gone"));
          }
          Path file = folder.resolve(upload.fileName());
          Kind kind = Kind.valueOf(upload.kind());
          try {
            ImportReport report =
                imports.done(viewer, id, kind, upload.day(), file, upload.version());
            uploads.forget(id, viewer.id());
            return HttpResponse.ok(page(ui, viewer, kind.name(), "", null, report, null));
          } catch (ImportException wrong) {
            return wrong(ui, viewer, new Sent(), ImportReasons.of(wrong, ui));
          } catch (CatalogueMistake mistake) {
            uploads.forget(id, viewer.id());
            Sent again = new Sent();
            again.kind = kind.name();
            again.day = upload.day() == null ? "" : upload.day().toString();
            again.file = file;
            HttpResponse<JteModel> tried = tryOut(ui, viewer, again);
            return tried.status() == HttpStatus.OK
                ? HttpResponse.<JteModel>status(HttpStatus.CONFLICT).body(tried.body())
                : tried;
          }
        });
  }

  /** Or not. */
  @Post("/withdraw")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  JteModel withdraw(Ui ui, StaffMember viewer, @Body Map<String, String> form) {
    uploads.forget(id(form), viewer.id());
    return page(ui, viewer, "", "", null, null, null);
  }

  private static UUID id(Map<String, String> form) {
    try {
      return UUID.fromString(Fields.text(form, "id"));
    } catch (IllegalArgumentException e) {
      return new UUID(0, 0);
    }
  }

  private HttpResponse<JteModel> wrong(Ui ui, StaffMember viewer, Sent sent, String error) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(page(ui, viewer, sent.kind, sent.day, error, null, null));
  }

  private JteModel page(
      Ui ui,
      StaffMember viewer,
      String kind,
      String day,
      @Nullable String error,
      @Nullable ImportReport report,
      CatalogueUploads.@Nullable Upload upload) {
    List<String> kinds = imports.open(viewer).stream().map(Kind::name).toList();
    return pages.consoleCatalogueImports(
        ui, new ImportPage(kinds, kind, day, error, report, upload));
  }

  private static <T> T inFolder(InFolder<T> work) {
    try {
      Path folder = Files.createTempDirectory("tinbao-import-");
      try {
        return work.work(folder);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
