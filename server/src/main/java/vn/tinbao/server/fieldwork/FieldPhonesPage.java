package vn.tinbao.server.fieldwork;

import java.util.List;

/**
 * Phones of a person and what may be ordered.
 *
 * @param name whose, for the heading
 * @param back where the page was come from
 * @param action where an order is posted, without the phone's id
 */
public record FieldPhonesPage(
    String name, String back, String action, boolean orders, List<FieldDevices.Phone> phones) {}
