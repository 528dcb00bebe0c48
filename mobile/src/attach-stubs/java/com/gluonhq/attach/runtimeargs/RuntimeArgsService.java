package com.gluonhq.attach.runtimeargs;

import java.util.Optional;
import java.util.function.Consumer;

/** Signatures that the adapter uses, to compile it where the real one is not to be had. */
public interface RuntimeArgsService {
  String LAUNCH_PUSH_NOTIFICATION_KEY = "Launch.PushNotification";

  static Optional<RuntimeArgsService> create() {
    return Optional.empty();
  }

  void addListener(String key, Consumer<String> consumer);
}
