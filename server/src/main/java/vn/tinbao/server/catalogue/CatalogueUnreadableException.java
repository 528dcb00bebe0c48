package vn.tinbao.server.catalogue;

import java.sql.SQLException;

/** The database did not give the catalogue. Nothing to do but try again. */
public final class CatalogueUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CatalogueUnreadableException(SQLException cause) {
    super("The catalogue cannot be read: " + cause.getMessage(), cause);
  }
}
