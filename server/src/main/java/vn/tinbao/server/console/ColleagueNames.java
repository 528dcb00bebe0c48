package vn.tinbao.server.console;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;

/** Names of colleagues, each looked up once a page. For one page and one thread. */
public final class ColleagueNames {
  private final StaffAccounts accounts;
  private final Map<UUID, String> known = new HashMap<>();

  public ColleagueNames(StaffAccounts accounts) {
    this.accounts = accounts;
  }

  /** The name; empty for nobody. */
  public String of(@Nullable UUID id) {
    return id == null
        ? ""
        : known.computeIfAbsent(id, i -> accounts.byId(i).map(StaffMember::name).orElse(""));
  }
}
