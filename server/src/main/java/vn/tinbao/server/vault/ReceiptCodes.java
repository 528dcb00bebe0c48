package vn.tinbao.server.vault;

import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Makes receipt codes from a tip's id and replay key, and the keyed hashes under which they are
 * stored. The keys are not in the database: a stolen dump opens no receipt.
 */
@Singleton
public final class ReceiptCodes {
  private static final BigInteger RANGE = BigInteger.TEN.pow(ReceiptCode.PAYLOAD);

  private final VaultKeys keys;

  ReceiptCodes(VaultKeys keys) {
    this.keys = keys;
  }

  /** The same id and replay key always give the same code. */
  public ReceiptCode issue(UUID tipId, byte[] replayKey) {
    byte[] input =
        ByteBuffer.allocate(16 + replayKey.length)
            .putLong(tipId.getMostSignificantBits())
            .putLong(tipId.getLeastSignificantBits())
            .put(replayKey)
            .array();
    BigInteger number =
        new BigInteger(1, Arrays.copyOf(keys.hash("receipt", input), 24)).mod(RANGE);
    String digits = number.toString();
    return ReceiptCode.ofPayload("0".repeat(ReceiptCode.PAYLOAD - digits.length()) + digits);
  }

  /** What {@code tip.receipt_hash} keeps. */
  public byte[] hash(ReceiptCode code) {
    return keys.hash("receipt-look-up", code.digits().getBytes(StandardCharsets.US_ASCII));
  }

  /** What {@code tip.replay_hash} keeps. */
  public byte[] replayHash(UUID tipId, byte[] replayKey) {
    return keys.hash("replay:" + tipId, replayKey);
  }

  /**
   * A replay key that only we can make, for tips whose sender cannot: the same inbound SMS read
   * twice gives the same receipt.
   */
  public byte[] replayKeyFor(UUID inboundId) {
    return Arrays.copyOf(
        keys.hash("inbound", inboundId.toString().getBytes(StandardCharsets.US_ASCII)), 16);
  }
}
