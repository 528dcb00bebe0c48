package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.BeanContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import vn.tinbao.server.testing.Surfer;

@MicronautTest(transactional = false)
class CreateAdminCommandTest {
  private static final String AGENCY = "ca_xa@06286/2025-07-01";

  @Inject EmbeddedServer server;
  @Inject BeanContext beans;
  @Inject OneTimeCodes codes;

  @Test
  void what_it_prints_opens_the_page_where_to_choose_a_password() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    int exit;
    try {
      exit =
          command()
              .execute(
                  "Chu.Nha", "--name", "Chủ nhà", "--agency", AGENCY, "--role", "ADMIN,AUDITOR");
    } finally {
      System.setOut(console);
    }
    String printed = bytes.toString(StandardCharsets.UTF_8);

    assertThat(exit).isZero();
    assertThat(printed).contains("otpauth://totp/TinBao:chu.nha?secret=");
    byte[] secret = Base32.decode(word(printed, "second factor\\s+(\\S+)"));
    Surfer surfer = new Surfer(server);
    var answer =
        surfer.post(
            "/login",
            "username",
            "chu.nha",
            "password",
            word(printed, "one-time password\\s+(\\S+)"),
            "code",
            codes.codeAt(secret, Instant.now()));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(surfer.get("/account/password").body()).contains("Chọn mật khẩu của bạn");
  }

  @Test
  void a_name_that_is_taken_is_said_plainly() {
    command().execute("hai", "--name", "Một", "--agency", AGENCY);
    StringWriter errors = new StringWriter();
    CommandLine again = command();
    again.setExecutionExceptionHandler(
        (e, c, p) -> {
          errors.write(e.getMessage());
          return 1;
        });

    assertThat(again.execute("HAI", "--name", "Hai", "--agency", AGENCY)).isEqualTo(1);
    assertThat(errors.toString()).isEqualTo("There is an account named hai already");
  }

  @Test
  void an_agency_that_is_not_there_is_said_plainly() {
    StringWriter errors = new StringWriter();
    CommandLine command = command();
    command.setExecutionExceptionHandler(
        (e, c, p) -> {
          errors.write(e.getMessage());
          return 1;
        });

    assertThat(command.execute("ba", "--name", "Ba", "--agency", "x@1/2025-07-01")).isEqualTo(1);
    assertThat(errors.toString()).isEqualTo("The catalogue knows no agency x@1/2025-07-01");
  }

  private CommandLine command() {
    return new CommandLine(beans.getBean(CreateAdminCommand.class));
  }

  private static String word(String printed, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(printed);
    assertThat(matcher.find()).as(printed).isTrue();
    return matcher.group(1);
  }
}
