package vn.tinbao.server.campaign.sending;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an audience comes to today, and what a text to it would cost. Persons are telephone numbers.
 *
 * @param persons who would get a message
 * @param duplicates further ways that lead to somebody already counted: several places, several
 *     lists
 * @param suppressed left out: they want no messages, or their number reaches nobody
 * @param excluded left out by the audience's exclusions
 * @param units by unit of today, the most first; who follows several counts at one
 * @param operators the most first
 * @param languages the most first
 * @param segments of all messages together
 * @param cost đồng, by the tariffs of today
 * @param priceVerified false: at least one of the tariffs was never checked against a contract
 * @param withoutText languages of recipients that have no text of their own and get the Vietnamese
 *     one
 */
public record AudienceCount(
    long persons,
    long duplicates,
    long suppressed,
    long excluded,
    List<OfUnit> units,
    List<OfOperator> operators,
    List<OfLanguage> languages,
    long segments,
    long cost,
    boolean priceVerified,
    Set<String> withoutText) {

  /**
   * Recipients of a unit.
   *
   * @param unitId null: of a list that names none
   */
  public record OfUnit(@Nullable Long unitId, long persons) {}

  /**
   * Recipients of an operator.
   *
   * @param operator code, {@code OTHER} when the number's range is none that is known
   * @param name for people
   * @param price of a segment in đồng
   * @param priceSource who says so
   */
  public record OfOperator(
      String operator,
      String name,
      long persons,
      long segments,
      long price,
      long cost,
      boolean priceVerified,
      String priceSource) {}

  /**
   * Recipients by language.
   *
   * @param segmentsEach of the text they get; 0 while none is written
   */
  public record OfLanguage(String language, long persons, int segmentsEach, long segments) {}
}
