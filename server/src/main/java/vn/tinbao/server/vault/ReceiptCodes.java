package vn.tinbao.server.vault;

import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

  /**
   * Where to look for what somebody typed as a code. What is no code at all gets a hash too, of
   * another kind, so that it costs the same search and finds nothing.
   */
  public byte[] hashOfTyped(@Nullable String typed) {
    return ReceiptCode.parse(typed)
        .map(this::hash)
        .orElseGet(() -> keys.hash("receipt-no-code", new byte[ReceiptCode.PAYLOAD + 1]));
  }

  /** One-time codes of a tip that was typed at the desk: each attempt gives another. */
  public FirstCode firstCode(UUID tipId, int attempt) {
    byte[] input = (tipId + "/" + attempt).getBytes(StandardCharsets.US_ASCII);
    String digits =
        new BigInteger(1, Arrays.copyOf(keys.hash("first-code", input), 24))
            .mod(BigInteger.TEN.pow(FirstCode.PAYLOAD))
            .toString();
    return FirstCode.ofPayload("0".repeat(FirstCode.PAYLOAD - digits.length()) + digits);
  }

  /** What {@code tip_first_code.code_hash} keeps. */
  public byte[] hash(FirstCode code) {
    return keys.hash("first-code-look-up", code.digits().getBytes(StandardCharsets.US_ASCII));
  }

  /** What {@code tip_first_code.claim_hash} keeps. */
  public byte[] claimHash(FirstCode code, byte[] claim) {
    return keys.hash("first-code-claim:" + code.digits(), claim);
  }

  /**
   * A replay key that only we can make, for a tip typed at the desk: whoever typed it knows the id,
   * and cannot make the receipt code from it.
   */
  public byte[] replayKeyOfTyped(UUID tipId) {
    return Arrays.copyOf(
        keys.hash("typed", tipId.toString().getBytes(StandardCharsets.US_ASCII)), 16);
  }

  /** The receipt code of a tip typed at the desk; for the caller, at first use. */
  public ReceiptCode receiptOfTyped(UUID tipId) {
    return issue(tipId, replayKeyOfTyped(tipId));
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
