package vn.tinbao.server.web;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.PostponedRequestArgumentBinder;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives controller methods their {@link Ui}, once it is known who is signed in. */
@Singleton
public final class UiBinder
    implements TypedRequestArgumentBinder<Ui>, PostponedRequestArgumentBinder<Ui> {
  private final Messages messages;
  private final Assets assets;

  UiBinder(Messages messages, Assets assets) {
    this.messages = messages;
    this.assets = assets;
  }

  @Override
  public Argument<Ui> argumentType() {
    return Argument.of(Ui.class);
  }

  @Override
  public BindingResult<Ui> bind(ArgumentConversionContext<Ui> context, HttpRequest<?> request) {
    return () -> Optional.of(of(request));
  }

  /** The {@link Ui} of a request that no controller method answers, e.g. one that failed. */
  public Ui of(HttpRequest<?> request) {
    Visitor who = request.getUserPrincipal(Visitor.class).orElse(null);
    return new Ui(
        Languages.of(request),
        messages,
        assets,
        who,
        request.getPath(),
        withoutLanguage(request.getUri().getRawQuery()),
        "true".equals(request.getHeaders().get("HX-Request")));
  }

  private static String withoutLanguage(@Nullable String query) {
    if (query == null) {
      return "";
    }
    return Arrays.stream(query.split("&"))
        .filter(part -> !part.startsWith(Languages.PARAMETER + "="))
        .collect(Collectors.joining("&"));
  }
}
