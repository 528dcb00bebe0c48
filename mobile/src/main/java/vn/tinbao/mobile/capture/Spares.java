package vn.tinbao.mobile.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.store.VaultException;

/**
 * Envelopes for photos of a vault that opens with a PIN: the camera is open, the phone kills the
 * app, and at the next start the photo lies readable while the vault is locked. A {@link Ticket}
 * for that one file, kept in a vault that opens without a PIN, seals it then at once. It is thrown
 * away when the file has arrived; until then it reads no more than the photo that lies there
 * anyway.
 *
 * <p>May be used from any thread.
 */
public final class Spares {
  /** Between the clocks of a file system and of the app. */
  private static final long SLACK_MILLIS = 2000;

  private final TypedRecords<Ticket> tickets;
  private final Path vaultDirectory;

  /**
   * @param open opens without a PIN
   * @param vaultDirectory of the vault that the files are for
   */
  public Spares(Vault open, Path vaultDirectory) {
    this.tickets = new TypedRecords<>(open, "ticket/", Codec.of(Ticket.class));
    this.vaultDirectory = vaultDirectory;
  }

  void keep(Ticket ticket) {
    tickets.put(ticket.pending().id(), ticket);
  }

  /** The file has arrived, or there will be none. */
  void drop(Pending pending) {
    tickets.delete(pending.id());
  }

  /** The vault is gone. */
  public void dropAll() {
    tickets.all().forEach(ticket -> tickets.delete(ticket.pending().id()));
  }

  /**
   * Seals what is this vault's of the files that a camera left. A file belongs to whose camera was
   * opened last before it was made.
   *
   * @param left the oldest first
   * @param others when files were begun that are another vault's
   * @param underway of this vault
   * @return the files that are not this vault's
   */
  public List<PickedFile> takeIn(List<PickedFile> left, List<Instant> others, Underway underway) {
    if (Vault.standing(vaultDirectory) == Vault.Standing.NONE) {
      dropAll();
      return left;
    }
    List<Ticket> mine = new ArrayList<>();
    for (Ticket ticket : tickets.all()) {
      if (!underway.has(ticket.pending())) {
        mine.add(ticket);
      }
    }
    mine.sort(Comparator.comparing(ticket -> ticket.pending().begunAt()));
    List<Instant> theirs = new ArrayList<>(others);
    List<PickedFile> rest = new ArrayList<>();
    for (PickedFile file : left) {
      Ticket ticket = ticketOf(file, mine, theirs);
      if (ticket == null) {
        rest.add(file);
      } else {
        mine.remove(ticket);
        seal(ticket, file, underway);
      }
    }
    return rest;
  }

  /** Whose file that is; null when it is another vault's, whose claim is then used up. */
  private static @Nullable Ticket ticketOf(
      PickedFile file, List<Ticket> mine, List<Instant> theirs) {
    Instant made = made(file).plusMillis(SLACK_MILLIS);
    Ticket ticket =
        mine.stream()
            .filter(one -> !one.pending().begunAt().isAfter(made))
            .reduce((before, later) -> later)
            .orElse(null);
    Instant other =
        theirs.stream()
            .filter(begun -> !begun.isAfter(made))
            .max(Comparator.naturalOrder())
            .orElse(null);
    if (ticket == null && other == null && theirs.isEmpty() && !mine.isEmpty()) {
      // Somebody set the clock back: nobody else can have made it.
      return mine.get(0);
    }
    if (ticket != null && (other == null || !other.isAfter(ticket.pending().begunAt()))) {
      return ticket;
    }
    theirs.remove(other);
    return null;
  }

  private void seal(Ticket ticket, PickedFile file, Underway underway) {
    if (ticket.arrived(vaultDirectory)) {
      // The phone died between sealing it and removing what lay readable.
      Envelope.forget(file);
      tickets.delete(ticket.pending().id());
      return;
    }
    try {
      Envelope envelope = ticket.envelope(vaultDirectory);
      underway.begin(ticket.pending());
      underway.seal(envelope, file);
    } catch (VaultException full) {
      // It stays where it is, the only copy; the next start tries again.
      underway.hold(ticket.pending(), file);
    }
  }

  private static Instant made(PickedFile file) {
    try {
      return Files.getLastModifiedTime(file.path()).toInstant();
    } catch (IOException unreadable) {
      return Instant.MAX.minusSeconds(60);
    }
  }
}
