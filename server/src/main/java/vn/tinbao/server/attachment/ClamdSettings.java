package vn.tinbao.server.attachment;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Where ClamAV's daemon listens.
 *
 * @param host name or address; without one nothing is scanned
 * @param port of its {@code TCPSocket}
 * @param timeout longest wait for a connection, and for each answer
 */
@ConfigurationProperties("tinbao.attachment.clamd")
@Requires(property = "tinbao.attachment.clamd.host")
record ClamdSettings(
    String host,
    @Bindable(defaultValue = "3310") int port,
    @Bindable(defaultValue = "60s") Duration timeout) {}
