package vn.tinbao.server.gate;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/** Which addresses count as one. */
final class Networks {
  private static final int IPV6_BYTES = 16;
  private static final int IPV6_NETWORK_BYTES = 8;

  private Networks() {}

  /**
   * An IPv4 address stands for itself (an IPv4 address written as IPv6 too), an IPv6 address for
   * its network of 64 bits: everyone has that many to choose from.
   */
  static String of(String address) {
    int zone = address.indexOf('%');
    String plain = zone < 0 ? address : address.substring(0, zone);
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(plain);
    if (bytes == null) {
      return "?";
    }
    if (bytes.length == IPV6_BYTES) {
      boolean mapped = isMapped(bytes);
      return HexFormat.of()
          .formatHex(
              mapped
                  ? Arrays.copyOfRange(bytes, 12, IPV6_BYTES)
                  : Arrays.copyOf(bytes, IPV6_NETWORK_BYTES));
    }
    return HexFormat.of().formatHex(bytes);
  }

  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
  }
}
