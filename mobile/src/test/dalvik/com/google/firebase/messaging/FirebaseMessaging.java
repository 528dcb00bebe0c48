package com.google.firebase.messaging;

import com.google.android.gms.tasks.Task;
import vn.tinbao.android.PlayedPhone;

/** Android as a computer plays it for tests. */
public class FirebaseMessaging {
  public static FirebaseMessaging getInstance() {
    return new FirebaseMessaging();
  }

  public Task<Void> deleteToken() {
    PlayedPhone.tokenDeleted();
    return null;
  }
}
