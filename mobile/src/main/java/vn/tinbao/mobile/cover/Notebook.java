package vn.tinbao.mobile.cover;

import io.avaje.jsonb.JsonType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.store.Scribe;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.store.VaultException;

/**
 * The notes of the cover, in a vault without a PIN that holds nothing else. A phone on which that
 * vault cannot be opened still has a notes pad; it forgets what is written into it. Methods belong
 * to the screen thread.
 */
final class Notebook implements AutoCloseable {
  static final int MOST_CHARACTERS = 20_000;

  /** More than anybody writes by hand; a vault is no database. */
  static final int MOST_NOTES = 300;

  private static final String NOTES = "note/";
  private static final JsonType<Note> NOTE = Codec.of(Note.class);

  private final Clock clock;
  private final Map<String, Note> notes = new HashMap<>();
  private final @Nullable Vault vault;
  private final @Nullable Scribe scribe;

  Notebook(Path directory, Clock clock) {
    this.clock = clock;
    Vault opened = open(directory);
    this.vault = opened;
    this.scribe = opened == null ? null : new Scribe(opened);
    if (opened != null) {
      new TypedRecords<>(opened, NOTES, NOTE).all().forEach(note -> notes.put(note.id(), note));
    }
  }

  /** Whether there was ever one in that directory. */
  static boolean exists(Path directory) {
    return Files.isDirectory(directory);
  }

  private static @Nullable Vault open(Path directory) {
    try {
      return Vault.open(directory);
    } catch (VaultException damaged) {
      return null;
    }
  }

  /** Newest first. */
  List<Note> all() {
    return notes.values().stream().sorted(Comparator.comparing(Note::changed).reversed()).toList();
  }

  boolean full() {
    return notes.size() >= MOST_NOTES;
  }

  Note add(String text) {
    Note note = new Note(UUID.randomUUID().toString(), text, clock.instant());
    keep(note);
    return note;
  }

  /** Called at every keystroke. */
  Note rewrite(Note note, String text) {
    Note changed = new Note(note.id(), text, clock.instant());
    keep(changed);
    return changed;
  }

  private void keep(Note note) {
    notes.put(note.id(), note);
    if (scribe != null) {
      scribe.keep(NOTES + note.id(), NOTE.toJsonBytes(note));
    }
  }

  void remove(Note note) {
    notes.remove(note.id());
    if (scribe != null) {
      scribe.drop(NOTES + note.id());
    }
  }

  /** Returns when everything typed so far is on the disk. Blocks. */
  void flush() {
    if (scribe != null) {
      scribe.flush();
    }
  }

  @Override
  public void close() {
    if (scribe != null) {
      scribe.close();
    }
    if (vault != null) {
      vault.close();
    }
  }
}
