package vn.tinbao.android;

import android.app.Activity;
import android.app.ActivityManager;
import android.content.Context;
import android.content.pm.PackageManager;
import android.media.MediaRecorder;
import android.os.Build;
import android.os.FileObserver;
import android.os.Handler;
import android.os.Looper;
import com.google.firebase.messaging.FirebaseMessaging;
import java.io.File;
import java.io.IOException;

/**
 * Does on Android's own machine what Attach has no service for: records a voice, and forgets what
 * libraries keep for this app. The app's code, which is no Java here, asks by a file in the app's
 * private cache, the only thing that both can reach without a library of C between them; the answer
 * is a file beside it. {@code vn.tinbao.mobile.platform.android.Errands} is the other side.
 *
 * <p>Orders are {@code record-ID}, {@code stop-ID}, {@code forget-ID}, {@code erase-ID}; answers
 * have {@code .yes} or {@code .no} behind them. A recording is {@code ID.m4a} in the cache. All
 * work is done on the main thread.
 */
public final class Errands {
  /** Where orders lie, in the cache. */
  static final String FOLDER = "errands";

  private static final String MICROPHONE = "android.permission.RECORD_AUDIO";
  private static final int ASKED = 138;

  /** Speech in mono: a quarter of an hour has 4 MB. */
  private static final int BITS_A_SECOND = 32_000;

  private static final int SAMPLES_A_SECOND = 16_000;
  private static final int LONGEST_MILLIS = 30 * 60 * 1000;

  private final Context context;
  private final File cache;
  private final File folder;
  private final Handler main = new Handler(Looper.getMainLooper());
  private FileObserver observer;
  private Activity shown;
  private String asking;
  private MediaRecorder recorder;

  Errands(Context context) {
    this.context = context;
    this.cache = context.getCacheDir();
    this.folder = new File(cache, FOLDER);
  }

  /** From now on orders are done; those of a run that died are thrown away. */
  void start() {
    folder.mkdirs();
    File[] old = folder.listFiles();
    if (old != null) {
      for (File order : old) {
        order.delete();
      }
    }
    observer =
        new FileObserver(folder.getPath(), FileObserver.CREATE | FileObserver.MOVED_TO) {
          @Override
          public void onEvent(int event, final String name) {
            if (name != null && name.indexOf('.') < 0) {
              main.post(
                  new Runnable() {
                    @Override
                    public void run() {
                      order(name);
                    }
                  });
            }
          }
        };
    observer.startWatching();
  }

  /** The app is before the person's eyes; after a question of the system it is so again. */
  void shown(Activity activity) {
    shown = activity;
    String asked = asking;
    if (asked != null) {
      asking = null;
      record(asked, allowed());
    }
  }

  void hidden() {
    shown = null;
  }

  private void order(String name) {
    int dash = name.indexOf('-');
    String what = dash < 0 ? name : name.substring(0, dash);
    if (what.equals("record")) {
      microphone(name);
    } else if (what.equals("stop")) {
      answer(name, stop());
    } else if (what.equals("forget")) {
      answer(name, forget());
    } else if (what.equals("erase")) {
      answer(name, erase());
    }
  }

  private void microphone(String order) {
    if (allowed()) {
      record(order, true);
    } else if (shown == null || asking != null) {
      answer(order, false);
    } else {
      asking = order;
      shown.requestPermissions(new String[] {MICROPHONE}, ASKED);
    }
  }

  private boolean allowed() {
    return Build.VERSION.SDK_INT < 23
        || context.checkSelfPermission(MICROPHONE) == PackageManager.PERMISSION_GRANTED;
  }

  private void record(String order, boolean allowed) {
    // Whoever lost patience has taken the order back.
    boolean wanted = new File(folder, order).exists();
    answer(order, allowed && wanted && recorder == null && begin(order));
  }

  private boolean begin(String order) {
    File file = new File(cache, order.substring(order.indexOf('-') + 1) + ".m4a");
    MediaRecorder fresh = new MediaRecorder();
    try {
      fresh.setAudioSource(MediaRecorder.AudioSource.MIC);
      fresh.setOutputFormat(MediaRecorder.OutputFormat.MPEG_4);
      fresh.setAudioEncoder(MediaRecorder.AudioEncoder.AAC);
      fresh.setAudioChannels(1);
      fresh.setAudioSamplingRate(SAMPLES_A_SECOND);
      fresh.setAudioEncodingBitRate(BITS_A_SECOND);
      fresh.setMaxDuration(LONGEST_MILLIS);
      fresh.setOutputFile(file.getPath());
      fresh.prepare();
      fresh.start();
      recorder = fresh;
      return true;
    } catch (IOException unusable) {
      return unusable(fresh, file);
    } catch (RuntimeException inUse) {
      return unusable(fresh, file);
    }
  }

  private static boolean unusable(MediaRecorder recorder, File file) {
    recorder.release();
    file.delete();
    return false;
  }

  private boolean stop() {
    MediaRecorder running = recorder;
    recorder = null;
    if (running == null) {
      return false;
    }
    try {
      running.stop();
      return true;
    } catch (RuntimeException nothingRecorded) {
      return false;
    } finally {
      running.release();
    }
  }

  /** Lets the address for wake-ups go; its subscriptions then lead nowhere. */
  private static boolean forget() {
    try {
      FirebaseMessaging.getInstance().deleteToken();
      return true;
    } catch (RuntimeException notConfigured) {
      return false;
    } catch (LinkageError builtWithout) {
      return false;
    }
  }

  /** Everything that is this app's, also what libraries keep beside its own; ends the process. */
  private boolean erase() {
    forget();
    Object manager = context.getSystemService(Context.ACTIVITY_SERVICE);
    return manager instanceof ActivityManager
        && ((ActivityManager) manager).clearApplicationUserData();
  }

  private void answer(String order, boolean yes) {
    try {
      new File(folder, order + (yes ? ".yes" : ".no")).createNewFile();
    } catch (IOException full) {
      // Whoever asked loses patience.
    }
  }
}
