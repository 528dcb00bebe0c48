package vn.tinbao.server.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.testing.Samples;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.sms.testing.TestSql;

/** Cleaning with a real child process, the way production does it; clamd is a fake one. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.attachment.cleaner", value = "false")
class CleaningTest {
  @Inject EmbeddedServer server;
  @Inject TipIntake intake;
  @Inject TipDesk desk;
  @Inject Attachments attachments;
  @Inject AttachmentRows rows;
  @Inject AttachmentSettings settings;
  @Inject Chunks chunks;
  @Inject CleanerProcess process;
  @Inject java.time.Clock clock;
  @Inject TestSql database;

  private TipReceipt tip;
  private FakeClamd clamd;

  @BeforeEach
  void report() throws IOException {
    tip = Tips.submit(intake, "có ảnh và tài liệu");
    database.run("DELETE FROM tinbao.attachment");
    clamd = new FakeClamd();
  }

  @AfterEach
  void stop() throws IOException {
    clamd.close();
  }

  @Test
  void a_photo_a_document_and_a_film_get_copies_without_marks() throws IOException {
    UUID photo = add("a.jpg", Samples.jpeg());
    UUID document = add("b.docx", Samples.docx());
    UUID film = add("c.mp4", Samples.mp4());
    UUID paper = add("d.pdf", Samples.pdf());
    Cleaning cleaning = cleaning(new NoScanner());
    while (cleaning.next()) {
      // one after the other
    }

    for (UUID id : List.of(photo, document, film, paper)) {
      AttachmentRows.Row row = rows.byId(id).orElseThrow();
      assertThat(row.state()).isEqualTo(Attachment.State.CLEANED);
      assertThat(row.scan()).isEqualTo(Attachment.Scan.NOT_SCANNED);
      byte[] copy = read(row, Part.CLEANED, row.cleanLength());
      assertThat(new String(copy, StandardCharsets.ISO_8859_1)).doesNotContain(Samples.MARK);
    }
    AttachmentRows.Row row = rows.byId(photo).orElseThrow();
    assertThat(FileKind.of(read(row, Part.THUMBNAIL, row.thumbnailLength())))
        .isEqualTo(FileKind.JPEG);
    assertThat(read(row, Part.ORIGINAL, row.length())).isEqualTo(Samples.jpeg());
  }

  @Test
  void what_cannot_be_cleaned_is_kept_and_says_why() throws IOException {
    UUID unknown = add("a.exe", "MZ không ai biết".getBytes(StandardCharsets.UTF_8));
    UUID broken = add("a.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1});
    Cleaning cleaning = cleaning(new NoScanner());
    while (cleaning.next()) {
      // one after the other
    }

    assertThat(rows.byId(unknown).orElseThrow().problem()).isEqualTo("UNKNOWN_KIND");
    assertThat(rows.byId(broken).orElseThrow().problem()).isEqualTo("DAMAGED");
    assertThat(
            database.number(
                "SELECT count(*) FROM tinbao.attachment_chunk WHERE part <> 'ORIGINAL'"))
        .isZero();
  }

  @Test
  void malware_is_withheld_and_its_name_is_no_content() throws IOException {
    UUID bad = add("a.jpg", FakeClamd.BAD.getBytes(StandardCharsets.US_ASCII));
    UUID good = add("b.png", Samples.png());
    Cleaning cleaning = cleaning(clamd.scanner(Duration.ofSeconds(20)));
    while (cleaning.next()) {
      // one after the other
    }

    assertThat(rows.byId(bad).orElseThrow().state()).isEqualTo(Attachment.State.INFECTED);
    assertThat(rows.byId(good).orElseThrow().state()).isEqualTo(Attachment.State.CLEANED);
    assertThat(rows.byId(good).orElseThrow().scan()).isEqualTo(Attachment.Scan.CLEAN);
    assertThat(clamd.received()).contains(Samples.png().length);
  }

  @Test
  void a_scanner_that_does_not_answer_is_asked_again_and_nothing_is_shown_meanwhile()
      throws IOException {
    UUID id = add("b.png", Samples.png());
    clamd.hangUp(true);
    Cleaning cleaning = cleaning(clamd.scanner(Duration.ofSeconds(20)));
    assertThat(cleaning.next()).isTrue();
    assertThat(rows.byId(id).orElseThrow().state()).isEqualTo(Attachment.State.WAITING);
    assertThat(cleaning.next()).as("put off").isFalse();

    clamd.hangUp(false);
    database.run("UPDATE tinbao.attachment SET due_at = now()");
    assertThat(cleaning.next()).isTrue();
    assertThat(rows.byId(id).orElseThrow().state()).isEqualTo(Attachment.State.CLEANED);
  }

  @Test
  void what_is_too_large_for_the_scanner_is_shown_as_not_scanned() throws IOException {
    UUID id = add("b.png", Samples.png());
    clamd.most(100);
    cleaning(clamd.scanner(Duration.ofSeconds(20))).next();

    assertThat(rows.byId(id).orElseThrow().scan()).isEqualTo(Attachment.Scan.TOO_LARGE);
    assertThat(rows.byId(id).orElseThrow().state()).isEqualTo(Attachment.State.CLEANED);
  }

  @Test
  void work_of_a_node_that_died_is_done_by_another_once() throws IOException {
    UUID id = add("b.png", Samples.png());
    Instant now = clock.instant();
    UUID dead = UuidCreator.getTimeOrderedEpoch();
    rows.claim(dead, now, now.plusSeconds(60));
    rows.addDerived(id, dead, Part.CLEANED, 7, new byte[] {1});
    Cleaning cleaning = cleaning(new NoScanner());
    assertThat(cleaning.next()).as("leased").isFalse();

    database.run("UPDATE tinbao.attachment SET due_at = now() - interval '1 second'");
    assertThat(cleaning.next()).isTrue();
    assertThat(rows.byId(id).orElseThrow().state()).isEqualTo(Attachment.State.CLEANED);
    assertThat(rows.addDerived(id, dead, Part.CLEANED, 8, new byte[] {1}))
        .as("the dead one comes back too late")
        .isFalse();
    assertThat(database.number("SELECT count(*) FROM tinbao.attachment_chunk WHERE number >= 7"))
        .isZero();
  }

  @Test
  void a_file_that_kills_its_cleaner_is_kept_in_the_end() throws IOException {
    UUID id = add("b.png", Samples.png());
    CleanerProcess dying =
        new CleanerProcess(settings) {
          @Override
          Outcome clean(
              vn.tinbao.server.attachment.clean.Source original, java.io.OutputStream copy)
              throws IOException {
            copy.write(new byte[300_000]);
            throw new IOException("died");
          }
        };
    Cleaning cleaning = cleaning(new NoScanner(), dying);
    for (int i = 0; i < 3; i++) {
      database.run("UPDATE tinbao.attachment SET due_at = now() - interval '1 second'");
      cleaning.next();
    }

    assertThat(rows.byId(id).orElseThrow().problem()).isEqualTo("FAILED");
    assertThat(
            database.number(
                "SELECT count(*) FROM tinbao.attachment_chunk WHERE part <> 'ORIGINAL'"))
        .isZero();
  }

  @Test
  void a_cleaner_that_takes_too_long_is_ended() throws IOException {
    AttachmentSettings hasty =
        new AttachmentSettings(
            1 << 20, 5, 1 << 22, Duration.ofDays(1), true, Duration.ofMillis(1), 64 << 20);
    var outcome =
        new CleanerProcess(hasty)
            .clean(
                vn.tinbao.server.attachment.clean.Source.of(Samples.pdf()),
                java.io.OutputStream.nullOutputStream());

    assertThat(outcome)
        .isEqualTo(
            new CleanerProcess.Outcome.NotCleaned(
                null, vn.tinbao.server.attachment.clean.Uncleanable.Reason.TOO_LONG));
  }

  @Test
  void an_upload_that_nobody_finished_goes_after_its_time() throws IOException {
    UUID old = UuidCreator.getTimeOrderedEpoch();
    UUID young = UuidCreator.getTimeOrderedEpoch();
    attachments.begin(tip.id(), Bringer.REPORTER, old, "a", 10);
    attachments.begin(tip.id(), Bringer.REPORTER, young, "b", 10);
    database.run(
        "UPDATE tinbao.attachment SET touched_at = now() - interval '8 days' WHERE id = '"
            + old
            + "'");
    cleaning(new NoScanner()).sweep();

    assertThat(rows.byId(old)).isEmpty();
    assertThat(rows.byId(young)).isPresent();
  }

  @Test
  void a_tip_whose_key_is_gone_takes_its_files_along() throws IOException {
    UUID id = add("b.png", Samples.png());
    database.run("DELETE FROM tinbao.tip_key WHERE tip_id = '" + tip.id() + "'");

    assertThat(cleaning(new NoScanner()).next()).isFalse();
    assertThat(rows.byId(id)).isEmpty();
    assertThat(database.number("SELECT count(*) FROM tinbao.attachment_chunk")).isZero();
    assertThat(new TusClient(server, tip.code().grouped()).standing(id).statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_form_that_is_posted_again_or_twice_at_once_gives_each_of_its_files_once()
      throws IOException {
    Bringer officer = Bringer.agency(UUID.randomUUID());
    UUID form = UuidCreator.getTimeOrderedEpoch();
    byte[] small = Samples.jpeg();
    UUID first = give(officer, form, small);
    assertThat(give(officer, form, small)).as("posted again").isEqualTo(first);
    assertThat(give(officer, form, Samples.png())).as("another file").isNotEqualTo(first);
    assertThat(give(officer, UuidCreator.getTimeOrderedEpoch(), small))
        .as("given once more on purpose")
        .isNotEqualTo(first);
    assertThat(give(officer, null, small)).isNotEqualTo(give(officer, null, small));

    byte[] large = new byte[Chunks.SIZE + 10];
    new java.util.Random(138).nextBytes(large);
    java.util.concurrent.atomic.AtomicReference<UUID> other =
        new java.util.concurrent.atomic.AtomicReference<>();
    // While this one is under way, the other post of the form arrives and is complete.
    InputStream slow =
        new java.io.SequenceInputStream(
            new ByteArrayInputStream(large, 0, Chunks.SIZE),
            new ByteArrayInputStream(large, Chunks.SIZE, 10) {
              @Override
              public synchronized int read(byte[] into, int from, int most) {
                if (other.get() == null) {
                  other.set(giveNow(officer, form, large));
                }
                return super.read(into, from, most);
              }
            });
    UUID kept = attachments.takeWhole(tip.id(), officer, form, "Giấy mời.pdf", slow);
    assertThat(kept).isEqualTo(other.get());
    assertThat(
            database.number(
                "SELECT count(*) FROM tinbao.attachment WHERE length = " + large.length))
        .isEqualTo(1);
    assertThat(database.number("SELECT count(*) FROM tinbao.attachment WHERE state = 'ARRIVING'"))
        .isZero();
  }

  private UUID giveNow(Bringer officer, UUID form, byte[] bytes) {
    try {
      return give(officer, form, bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private UUID give(Bringer officer, UUID form, byte[] bytes) throws IOException {
    return attachments.takeWhole(
        tip.id(), officer, form, "Giấy mời.pdf", new ByteArrayInputStream(bytes));
  }

  private Cleaning cleaning(Scanner scanner) {
    return cleaning(scanner, process);
  }

  private Cleaning cleaning(Scanner scanner, CleanerProcess by) {
    return new Cleaning(rows, chunks, by, scanner, desk, settings, clock);
  }

  private UUID add(String name, byte[] bytes) throws IOException {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    attachments.begin(tip.id(), Bringer.REPORTER, id, name, bytes.length);
    attachments.append(tip.id(), id, 0, new ByteArrayInputStream(bytes));
    return id;
  }

  private byte[] read(AttachmentRows.Row row, Part part, long length) throws IOException {
    try (InputStream in = chunks.stream(desk.key(row.tipId()), row.id(), part, length)) {
      return in.readAllBytes();
    }
  }
}
