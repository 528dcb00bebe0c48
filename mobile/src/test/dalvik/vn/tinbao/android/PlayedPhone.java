package vn.tinbao.android;

import android.app.Activity;
import android.app.ActivityManager;
import android.content.ContextWrapper;
import java.io.File;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One Android phone, played; a test speaks to it by plain types only. */
public final class PlayedPhone {
  private static final ExecutorService MAIN =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "played-main");
            thread.setDaemon(true);
            return thread;
          });
  private static final List<String> LOG = new CopyOnWriteArrayList<>();
  private static volatile boolean allowed;
  private static volatile boolean inUse;
  private static volatile byte[] voice = new byte[0];
  private static Errands errands;

  private PlayedPhone() {}

  public static void start(File cache, byte[] recording) {
    LOG.clear();
    allowed = false;
    inUse = false;
    voice = recording;
    errands =
        new Errands(
            new ContextWrapper() {
              @Override
              public File getCacheDir() {
                return cache;
              }

              @Override
              public int checkSelfPermission(String permission) {
                return allowed ? 0 : -1;
              }

              @Override
              public Object getSystemService(String name) {
                return new ActivityManager();
              }
            });
    errands.start();
    onMain(() -> errands.shown(new Activity()));
  }

  /** The person answers the system's question, which lay over the app. */
  public static void answer(boolean yes) {
    onMain(
        () -> {
          errands.hidden();
          allowed = yes;
          errands.shown(new Activity());
        });
  }

  public static void callBegins() {
    inUse = true;
  }

  public static List<String> log() {
    return LOG;
  }

  public static void onMain(Runnable work) {
    MAIN.execute(work);
  }

  public static void asked(String permission) {
    LOG.add("asked " + permission);
  }

  public static boolean microphoneInUse() {
    return inUse;
  }

  public static void recording(boolean begins) {
    LOG.add(begins ? "recording" : "silent");
  }

  public static byte[] voice() {
    return voice;
  }

  public static void tokenDeleted() {
    LOG.add("token deleted");
  }

  public static boolean cleared() {
    LOG.add("cleared");
    return true;
  }
}
