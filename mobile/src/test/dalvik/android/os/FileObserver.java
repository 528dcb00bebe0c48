package android.os;

import java.io.File;
import java.util.HashSet;
import java.util.Set;

/** Android as a computer plays it for tests. */
public abstract class FileObserver {
  public static final int CREATE = 0x00000100;
  public static final int MOVED_TO = 0x00000080;
  private final File folder;

  public FileObserver(String path, int mask) {
    folder = new File(path);
  }

  public void startWatching() {
    Thread thread = new Thread(this::watch, "played-observer");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    Set<String> known = new HashSet<>();
    while (folder.isDirectory()) {
      String[] names = folder.list();
      for (String name : names == null ? new String[0] : names) {
        if (known.add(name)) {
          onEvent(CREATE, name);
        }
      }
      try {
        Thread.sleep(3);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  public abstract void onEvent(int event, String path);
}
