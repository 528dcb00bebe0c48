package vn.tinbao.server.web;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.MessageBodyWriter;
import io.micronaut.http.codec.CodecException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;

/** Lets a controller return a page: the typed model that jte made of a template. */
@Singleton
@Produces(MediaType.TEXT_HTML)
final class JteWriter implements MessageBodyWriter<JteModel> {
  static final String HTML = "text/html; charset=utf-8";

  @Override
  public boolean isWriteable(Argument<JteModel> type, MediaType mediaType) {
    return JteModel.class.isAssignableFrom(type.getType());
  }

  @Override
  public void writeTo(
      Argument<JteModel> type,
      MediaType mediaType,
      JteModel page,
      MutableHeaders headers,
      OutputStream out)
      throws CodecException {
    headers.set(HttpHeaders.CONTENT_TYPE, HTML);
    Utf8ByteOutput bytes = new Utf8ByteOutput();
    page.render(bytes);
    try {
      bytes.writeTo(out);
    } catch (IOException e) {
      throw new CodecException("A page could not be written", e);
    }
  }
}
