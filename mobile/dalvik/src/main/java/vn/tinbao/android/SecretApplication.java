package vn.tinbao.android;

import android.app.Activity;
import android.app.Application;
import android.os.Bundle;
import android.view.WindowManager;

/**
 * Forbids Android to take pictures of this app: no screenshots, no recordings of the screen,
 * nothing in the list of recent apps. Named in the manifest, so that it is in force before the
 * first window and also for windows that libraries open.
 */
public final class SecretApplication extends Application
    implements Application.ActivityLifecycleCallbacks {

  @Override
  public void onCreate() {
    super.onCreate();
    registerActivityLifecycleCallbacks(this);
  }

  @Override
  public void onActivityCreated(Activity activity, Bundle state) {
    int secret = WindowManager.LayoutParams.FLAG_SECURE;
    activity.getWindow().setFlags(secret, secret);
  }

  @Override
  public void onActivityStarted(Activity activity) {}

  @Override
  public void onActivityResumed(Activity activity) {}

  @Override
  public void onActivityPaused(Activity activity) {}

  @Override
  public void onActivityStopped(Activity activity) {}

  @Override
  public void onActivitySaveInstanceState(Activity activity, Bundle state) {}

  @Override
  public void onActivityDestroyed(Activity activity) {}
}
