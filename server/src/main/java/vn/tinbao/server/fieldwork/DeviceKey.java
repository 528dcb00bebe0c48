package vn.tinbao.server.fieldwork;

import io.micronaut.http.HttpStatus;
import java.util.Base64;
import java.util.UUID;
import vn.tinbao.server.web.Refusal;

/** What a phone shows of itself with every request. */
@SuppressWarnings("ArrayRecordComponent")
record DeviceKey(UUID id, byte[] key) {

  /**
   * Reads the two headers.
   *
   * @param device UUID that the phone made
   * @param key base64url of its 32 bytes
   * @throws Refusal 400 when they are not that
   */
  static DeviceKey read(String device, String key) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(key.strip());
      if (bytes.length == FieldDevices.KEY_BYTES) {
        return new DeviceKey(UUID.fromString(device.strip()), bytes);
      }
    } catch (IllegalArgumentException notThese) {
      // The same answer as for a wrong length.
    }
    throw new Refusal(HttpStatus.BAD_REQUEST, "fieldwork.device.headers");
  }

  @Override
  public String toString() {
    return "DeviceKey[" + id + "]";
  }
}
