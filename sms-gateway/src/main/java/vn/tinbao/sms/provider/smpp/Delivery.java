package vn.tinbao.sms.provider.smpp;

import java.util.function.IntConsumer;
import org.jsmpp.bean.OptionalParameter;

/**
 * What an operator hands over, as deliver_sm or data_sm: somebody's message, or a receipt.
 *
 * @param octets text of the message, with its header if the esm_class says so
 * @param answer gets the command_status to answer with, once
 */
@SuppressWarnings("ArrayRecordComponent")
record Delivery(
    int esmClass,
    int dataCoding,
    Address from,
    Address to,
    byte[] octets,
    OptionalParameter[] parameters,
    IntConsumer answer) {
  @Override
  public String toString() {
    return "Delivery[" + octets.length + " octets]";
  }
}
