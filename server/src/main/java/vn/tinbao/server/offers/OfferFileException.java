package vn.tinbao.server.offers;

import java.util.List;
import java.util.stream.Collectors;

/** A list cannot be imported: all that is wrong with it, up to a page. Nothing was imported. */
public final class OfferFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<OfferMistake> mistakes;

  OfferFileException(List<OfferMistake> mistakes) {
    super(mistakes.stream().map(OfferMistake::text).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  OfferFileException(OfferMistake.Problem problem, String column, String value) {
    this(List.of(new OfferMistake(0, column, problem, value)));
  }

  public List<OfferMistake> mistakes() {
    return mistakes;
  }
}
