package vn.tinbao.sms.keys;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The steps of a rotation on one key set; each gives a new one. */
public final class KeyRing {
  private KeyRing() {}

  public static LiveKey.State state(KeysetHandle keys) {
    Set<Integer> ids = new LinkedHashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      ids.add(keys.getAt(i).getId());
    }
    return new LiveKey.State(ids, keys.getPrimary().getId());
  }

  /** The youngest: key sets grow at their end. */
  public static int youngest(KeysetHandle keys) {
    return keys.getAt(keys.size() - 1).getId();
  }

  /** With one more key, which opens and does not seal yet. */
  public static KeysetHandle grown(KeysetHandle keys, Parameters parameters)
      throws GeneralSecurityException {
    return KeysetHandle.newBuilder(keys)
        .addEntry(KeysetHandle.generateEntryFromParameters(parameters).withRandomId())
        .build();
  }

  /** With the youngest key sealing. */
  public static KeysetHandle promoted(KeysetHandle keys) throws GeneralSecurityException {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
    builder.getAt(builder.size() - 1).makePrimary();
    return builder.build();
  }

  /** With the sealing key alone. */
  public static KeysetHandle retired(KeysetHandle keys) throws GeneralSecurityException {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
    for (int i = keys.size() - 1; i >= 0; i--) {
      if (!keys.getAt(i).isPrimary()) {
        builder.deleteAt(i);
      }
    }
    return builder.build();
  }
}
