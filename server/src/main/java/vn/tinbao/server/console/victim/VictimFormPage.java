package vn.tinbao.server.console.victim;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The form of what is known of a person.
 *
 * @param id null for a new record
 * @param back where the way back leads
 * @param mistake key of a sentence; empty: none
 */
public record VictimFormPage(
    @Nullable UUID id,
    String back,
    VictimForms.PersonForm typed,
    List<Choice> countries,
    List<Choice> provinces,
    List<String> ethnicities,
    String mistake) {

  /** One of a list. */
  public record Choice(String value, String name) {}

  public String formId() {
    return text(typed.formId());
  }

  public String seen() {
    return text(typed.seen());
  }

  public String tip() {
    return text(typed.tip());
  }

  public String name() {
    return text(typed.name());
  }

  public String born() {
    return text(typed.born());
  }

  public String age() {
    return text(typed.age());
  }

  public String sex() {
    return text(typed.sex());
  }

  public String ethnicity() {
    return text(typed.ethnicity());
  }

  public String nationality() {
    return text(typed.nationality());
  }

  public String destination() {
    return text(typed.destination());
  }

  public boolean exploitation(String word) {
    List<String> ticked = typed.exploitation();
    return ticked != null && ticked.contains(word);
  }

  public String domestic() {
    return text(typed.domestic());
  }

  public String home() {
    return text(typed.home());
  }

  public String metOn() {
    return text(typed.metOn());
  }

  public String paper() {
    return text(typed.paper());
  }

  public String address() {
    return text(typed.address());
  }

  public String phone() {
    return text(typed.phone());
  }

  public String story() {
    return text(typed.story());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  @Override
  public String toString() {
    return "VictimFormPage[" + id + "]";
  }
}
