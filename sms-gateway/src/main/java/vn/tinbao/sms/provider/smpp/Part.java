package vn.tinbao.sms.provider.smpp;

import org.jsmpp.bean.OptionalParameter;

/**
 * One segment as it travels.
 *
 * @param esmClass with the UDH indicator when the octets begin with a header
 * @param octets at most 254
 */
@SuppressWarnings("ArrayRecordComponent")
record Part(int esmClass, int dataCoding, byte[] octets, OptionalParameter... parameters) {
  @Override
  public String toString() {
    return "Part[" + octets.length + " octets]";
  }
}
