package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.tinbao.sms.provider.smpp.Lab.get;
import static vn.tinbao.sms.provider.smpp.Lab.sms;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.lab.smpp.SmscSettings;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.testing.TestCertificate;

/** Encrypted links: to whom the operator's own authority vouches for, and to nobody else. */
@MicronautTest(transactional = false, startApplication = false)
class SmppTlsTest {
  private static final String HERE = "ip:127.0.0.1,dns:localhost";

  @TempDir static Path folder;

  @Inject SmppParts parts;
  @Inject InboundDesk inbound;

  private @Nullable Lab lab;

  @AfterEach
  void close() throws Exception {
    if (lab != null) {
      lab.close();
    }
  }

  private Lab lab(@Nullable SSLContext centre, @Nullable Path trust) throws Exception {
    Lab fresh = new Lab(SmscSettings.plain(), centre, parts, inbound);
    fresh.tls = true;
    fresh.tlsTrust = trust;
    lab = fresh;
    return fresh;
  }

  @Test
  void a_message_goes_and_its_link_comes_back() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, HERE);
    Lab lab = lab(certificate.server(), certificate.pem());
    SmppProvider provider = lab.provider();
    assertThat(get(provider.send(sms("Đường dây nóng")))).isInstanceOf(SendResult.Accepted.class);
    lab.smsc.hangUp();
    await().until(() -> lab.smsc.binds() >= 2 && provider.connected());
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void a_name_counts_where_a_name_was_called() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, HERE);
    Lab lab = lab(certificate.server(), certificate.pem());
    lab.host = "localhost";
    assertThat(get(lab.provider().send(sms("x")))).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void nobody_else_may_vouch_for_the_operator() throws Exception {
    Lab lab =
        lab(TestCertificate.of(folder, HERE).server(), TestCertificate.of(folder, HERE).pem());
    isNotBound(lab, "SSLHandshakeException");
  }

  @Test
  void without_a_file_the_authorities_of_the_jvm_count() throws Exception {
    isNotBound(lab(TestCertificate.of(folder, HERE).server(), null), "SSLHandshakeException");
  }

  @Test
  void a_certificate_for_another_host_is_none() throws Exception {
    TestCertificate elsewhere = TestCertificate.of(folder, "dns:smsc.example.vn,ip:127.0.0.2");
    isNotBound(lab(elsewhere.server(), elsewhere.pem()), "SSLHandshakeException");
  }

  @Test
  void nothing_is_said_in_the_clear() throws Exception {
    isNotBound(lab(null, TestCertificate.of(folder, HERE).pem()), "");
  }

  @Test
  void a_file_without_certificates_is_told_and_may_be_put_right() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, HERE);
    Path file = Files.writeString(folder.resolve("trust.pem"), "not yet\n");
    Lab lab = lab(certificate.server(), file);
    SmppProvider provider = isNotBound(lab, "IOException");
    Files.copy(certificate.pem(), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    await().until(provider::connected);
  }

  /** A socket that encrypts says goodbye when it is closed, and would wait for the writer. */
  @Test
  void an_operator_that_takes_no_octets_holds_up_nothing_for_ever() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, HERE);
    lab(certificate.server(), certificate.pem()).deafHoldsUpNothing();
  }

  /** And what was to be sent was surely not sent. */
  private SmppProvider isNotBound(Lab lab, String why) throws Exception {
    SmppProvider provider = lab.unbound();
    await()
        .until(
            () ->
                provider.linkStates().stream()
                    .allMatch(state -> !state.equals("not-started") && state.contains(why)));
    assertThat(provider.connected()).isFalse();
    assertThat(get(provider.send(sms("x")))).isInstanceOf(SendResult.NotSent.class);
    assertThat(lab.smsc.binds()).isZero();
    return provider;
  }
}
