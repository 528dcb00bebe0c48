package vn.tinbao.server.staff;

import io.micronaut.context.annotation.Prototype;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tinbao.server.catalogue.Catalogue;

/** Makes the first account of a house; accounts for others are made in the console. */
@Prototype
@Command(
    name = "create-admin",
    description = "Create an account and print its one-time password and second factor.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class CreateAdminCommand implements Callable<Integer> {
  /** Without letters and digits that look alike. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int PASSWORD_GROUPS = 5;
  private static final int GROUP_LETTERS = 4;

  private final StaffAccounts accounts;
  private final Passwords passwords;
  private final OneTimeCodes codes;
  private final Catalogue catalogue;

  @Parameters(index = "0", paramLabel = "USERNAME", description = "small letters, digits, . - _")
  private String username;

  @Option(names = "--name", required = true, description = "as colleagues call them")
  private String name;

  @Option(
      names = "--agency",
      required = true,
      paramLabel = "ID",
      description = "agency id, e.g. ca_xa@23538/2025-07-01")
  private String agency;

  @Option(
      names = "--role",
      split = ",",
      description = "one or more of: ${COMPLETION-CANDIDATES} (default: ADMIN)")
  private Set<Role> roles = EnumSet.of(Role.ADMIN);

  CreateAdminCommand(
      StaffAccounts accounts, Passwords passwords, OneTimeCodes codes, Catalogue catalogue) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.codes = codes;
    this.catalogue = catalogue;
  }

  @Override
  public Integer call() {
    if (catalogue.now().agency(agency).isEmpty()) {
      throw new IllegalArgumentException("The catalogue knows no agency " + agency);
    }
    String password = oneTimePassword();
    byte[] secret = codes.newSecret();
    StaffMember made =
        accounts.create(
            new StaffAccounts.NewAccount(
                username, name, agency, roles, passwords.hash(password), true, secret),
            null);
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    out.printf("Account %s (%s) for %s%n", made.username(), made.roles(), made.agencyId());
    out.printf("  one-time password  %s%n", password);
    out.printf("  second factor      %s%n", Base32.encode(secret));
    out.printf("  for an app         %s%n", OneTimeCodes.uri(made.username(), secret));
    out.println(
        "Hand them over by two different ways. They are not shown again; the password must");
    out.println("be replaced at the first sign-in.");
    out.flush();
    return 0;
  }

  /** 20 letters of 32: 100 bits. */
  private static String oneTimePassword() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < PASSWORD_GROUPS * GROUP_LETTERS; i++) {
      if (i > 0 && i % GROUP_LETTERS == 0) {
        password.append('-');
      }
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
