/**
 * Firebase Cloud Messaging (HTTP v1) by the Firebase Admin SDK: push to Android phones with Google
 * services, one by one and by topic. It exists only with credentials ({@code
 * tinbao.push.fcm.credentials}).
 */
@NullMarked
@Configuration
@Requires(property = "tinbao.push.fcm.credentials")
package vn.tinbao.server.push.fcm;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
