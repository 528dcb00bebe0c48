package com.gluonhq.attach.pushnotifications;

import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;

/** Signatures that the adapter uses, to compile it where the real one is not to be had. */
public interface PushNotificationsService {
  static Optional<PushNotificationsService> create() {
    return Optional.empty();
  }

  ReadOnlyStringProperty tokenProperty();

  void register();
}
