package vn.tinbao.android;

import android.app.Activity;
import android.app.Application;
import android.os.Bundle;
import android.view.WindowManager;

/**
 * Forbids Android to take pictures of this app: no screenshots, no recordings of the screen,
 * nothing in the list of recent apps. Named in the manifest, so that it is in force before the
 * first window and also for windows that libraries open. Being there before everything else, it
 * also begins {@link Errands}.
 */
public final class SecretApplication extends Application
    implements Application.ActivityLifecycleCallbacks {
  private Errands errands;

  @Override
  public void onCreate() {
    super.onCreate();
    registerActivityLifecycleCallbacks(this);
    errands = new Errands(this);
    errands.start();
  }

  @Override
  public void onActivityCreated(Activity activity, Bundle state) {
    int secret = WindowManager.LayoutParams.FLAG_SECURE;
    activity.getWindow().setFlags(secret, secret);
  }

  @Override
  public void onActivityStarted(Activity activity) {}

  @Override
  public void onActivityResumed(Activity activity) {
    errands.shown(activity);
  }

  @Override
  public void onActivityPaused(Activity activity) {
    errands.hidden();
  }

  @Override
  public void onActivityStopped(Activity activity) {}

  @Override
  public void onActivitySaveInstanceState(Activity activity, Bundle state) {}

  @Override
  public void onActivityDestroyed(Activity activity) {}
}
