package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person may say of an agency.
 *
 * @param name public Vietnamese name
 * @param phone digits with blanks or a plus before; null for none
 * @param validTo the first day on which it is no more; null while it stands
 * @param standing whether it runs the committee 138 of its unit
 * @param territory units it is competent for; of a nationwide agency it is not looked at
 * @param source decision or letter that says so
 */
public record AgencyChange(
    String name,
    @Nullable String phone,
    LocalDate validFrom,
    @Nullable LocalDate validTo,
    boolean standing,
    Set<Long> territory,
    String source) {}
