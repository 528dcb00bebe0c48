package vn.tinbao.server.attachment;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.InputStream;

/** Where no scanner is configured: files are shown as not scanned. */
@Singleton
@Requires(missingProperty = "tinbao.attachment.clamd.host")
class NoScanner implements Scanner {

  @Override
  public Finding scan(InputStream bytes) {
    return new Finding.NotScanned();
  }
}
