package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * Work that the server asks for while very many reports come in.
 *
 * @param challenge comes back as it is, with the solution behind it
 * @param pieces how many numbers are looked for
 * @param bits zero bits that each must bring about
 * @param expiresAt when its solution is no longer taken
 */
@Json
public record Challenge(String challenge, int pieces, int bits, Instant expiresAt) {}
