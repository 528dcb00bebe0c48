package vn.tinbao.sms.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who may vouch for the other side of an encrypted connection. Operators often have an authority of
 * their own, and then no other one shall count.
 */
public final class Trust {
  private Trust() {}

  /**
   * A context that believes these authorities.
   *
   * @param file certificates as PEM, one or more; nobody else is believed then. null: the
   *     authorities of the JVM
   * @throws IOException when the file cannot be read or holds no certificate; its message names the
   *     file
   */
  public static SSLContext context(@Nullable Path file) throws IOException {
    try {
      if (file == null) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(file));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (CertificateException e) {
      throw new IOException(file + " is no file of certificates (PEM)", e);
    } catch (GeneralSecurityException e) {
      throw new IOException("Encryption is not possible here", e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new IOException(file + " holds no certificate (PEM)");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + ++number, certificate);
    }
    return store;
  }
}
