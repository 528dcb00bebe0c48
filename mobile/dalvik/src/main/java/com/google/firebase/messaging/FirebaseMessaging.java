package com.google.firebase.messaging;

import com.google.android.gms.tasks.Task;

/** Signatures of Firebase that are used here, to compile where there is no SDK. */
public class FirebaseMessaging {
  public static FirebaseMessaging getInstance() {
    throw new UnsupportedOperationException();
  }

  public Task<Void> deleteToken() {
    throw new UnsupportedOperationException();
  }
}
