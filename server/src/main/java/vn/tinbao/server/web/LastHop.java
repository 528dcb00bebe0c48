package vn.tinbao.server.web;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.DefaultHttpClientAddressResolver;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose request it is: the other end of the connection, or what the proxy before us says ({@code
 * micronaut.server.client-address-header}). Of a list only the last entry counts, the one that our
 * own proxy added: the ones before it are whatever the client wrote, and who could choose an
 * address could escape every limit.
 */
@Singleton
@Replaces(DefaultHttpClientAddressResolver.class)
final class LastHop implements HttpClientAddressResolver {
  private final @Nullable String header;

  LastHop(@Nullable @Value("${micronaut.server.client-address-header:}") String header) {
    this.header = header == null || header.isBlank() ? null : header;
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface is raw
  public @Nullable String resolve(HttpRequest request) {
    if (header != null) {
      List<String> values = request.getHeaders().getAll(header);
      if (!values.isEmpty()) {
        String last = values.get(values.size() - 1);
        String address = last.substring(last.lastIndexOf(',') + 1).strip();
        if (!address.isEmpty()) {
          return address;
        }
      }
    }
    InetSocketAddress peer = request.getRemoteAddress();
    return peer == null || peer.getAddress() == null ? null : peer.getAddress().getHostAddress();
  }
}
