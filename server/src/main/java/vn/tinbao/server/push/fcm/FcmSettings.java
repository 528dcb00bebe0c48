package vn.tinbao.server.push.fcm;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Firebase is reached.
 *
 * @param credentials file with the key of a service account (JSON, as Google's console gives it)
 *     that may send messages; read at the start
 * @param project id of the Firebase project; null: the one named in the credentials
 * @param connect longest wait for a connection
 * @param answer longest wait for an answer, so that {@code connect + answer} stays under ten
 *     seconds
 * @param timeToLive how long Google keeps a push for a phone that is off
 * @param endpoint what stands in for Google's hosts in tests; null: Google
 */
@ConfigurationProperties("tinbao.push.fcm")
record FcmSettings(
    Path credentials,
    @Nullable String project,
    @Bindable(defaultValue = "3s") Duration connect,
    @Bindable(defaultValue = "6s") Duration answer,
    @Bindable(defaultValue = "12h") Duration timeToLive,
    @Nullable URI endpoint) {}
