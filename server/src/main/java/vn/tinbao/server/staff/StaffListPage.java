package vn.tinbao.server.staff;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that somebody keeps or heads.
 *
 * @param waiting those for which a second person must decide
 * @param next user name after which the list goes on, null at its end
 * @param keeper whether the viewer may invite
 * @param agencyName name of an agency by its id
 */
public record StaffListPage(
    String search,
    List<StaffLine> waiting,
    List<StaffLine> lines,
    @Nullable String next,
    boolean keeper,
    UnaryOperator<String> agencyName) {}
