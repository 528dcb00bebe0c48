package vn.tinbao.mobile.citizen;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.wire.FileDoc;
import vn.tinbao.mobile.store.SealedFiles;
import vn.tinbao.mobile.store.VaultException;

/**
 * Files that the agency gave to the reporter: fetched piece by piece when the person asks, sealed
 * as they come, opened from the vault. What broke off goes on at the next tap, as long as the app
 * runs.
 */
final class GivenFiles implements AutoCloseable {
  private static final int PIECE = 256 * 1024;
  private static final String NAME = "given/";

  private final Api api;
  private final SealedFiles sealed;
  private final Runnable changed;
  private final Map<String, SealedFiles.Draft> begun = new ConcurrentHashMap<>();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** How fetching ended. */
  enum End {
    /** It is on this phone. */
    HERE,
    /** No network, or the server has no time: tap again. */
    NOT_NOW,
    /** The server does not have it any more. */
    GONE,
    /** The phone is full. */
    FULL,
    /** It is being fetched already. */
    BUSY
  }

  /**
   * @param changed told, on any thread, of every piece
   */
  GivenFiles(Api api, SealedFiles sealed, Runnable changed) {
    this.api = api;
    this.sealed = sealed;
    this.changed = changed;
  }

  /** Names among the sealed files that these tips may have. */
  static Set<String> names(Collection<ReceivedTip> tips) {
    Set<String> names = new HashSet<>();
    tips.forEach(
        tip ->
            tip.files().stream()
                .filter(FileDoc::given)
                .forEach(file -> names.add(NAME + file.id())));
    return names;
  }

  boolean here(FileDoc file) {
    return sealed.contains(NAME + file.id());
  }

  boolean fetching(FileDoc file) {
    return busy.contains(file.id());
  }

  /** How much of it was fetched, 0 to 100. */
  int percent(FileDoc file) {
    SealedFiles.Draft draft = begun.get(file.id());
    return draft == null ? 0 : (int) (draft.length() * 100 / Math.max(1, file.length()));
  }

  /**
   * Fetches a file. Blocks, for a film over a bad network long.
   *
   * @param wanted asked after every piece: whether the tip is still on this phone
   */
  End fetch(String receiptCode, FileDoc file, BooleanSupplier wanted) {
    if (here(file)) {
      return End.HERE;
    }
    if (!busy.add(file.id())) {
      return End.BUSY;
    }
    try {
      return fetchPieces(receiptCode, file, wanted);
    } catch (IOException | VaultException full) {
      drop(file.id());
      return End.FULL;
    } finally {
      busy.remove(file.id());
      changed.run();
    }
  }

  private End fetchPieces(String receiptCode, FileDoc file, BooleanSupplier wanted)
      throws IOException {
    SealedFiles.Draft draft = begun.computeIfAbsent(file.id(), id -> sealed.create(NAME + id));
    while (draft.length() < file.length()) {
      int most = (int) Math.min(PIECE, file.length() - draft.length());
      Answer<byte[]> answer = api.filePiece(receiptCode, file.id(), draft.length(), most);
      if (closed || !wanted.getAsBoolean()) {
        drop(file.id());
        return End.GONE;
      }
      if (answer instanceof Answer.Refused<byte[]> no) {
        drop(file.id());
        return no.status() == 404 ? End.GONE : End.NOT_NOW;
      }
      if (!(answer instanceof Answer.Ok<byte[]> ok)) {
        return End.NOT_NOW;
      }
      draft.write(ok.value(), 0, ok.value().length);
      changed.run();
    }
    draft.keep();
    begun.remove(file.id());
    return End.HERE;
  }

  /** The bytes of a file that is here. */
  InputStream open(FileDoc file) {
    return sealed.open(NAME + file.id(), 0);
  }

  /** Takes a file off this phone; the server keeps it. */
  void delete(FileDoc file) {
    drop(file.id());
    sealed.delete(NAME + file.id());
    changed.run();
  }

  private void drop(String id) {
    SealedFiles.Draft draft = begun.remove(id);
    if (draft != null) {
      draft.close();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
