package vn.tinbao.mobile.officer;

import io.avaje.jsonb.Json;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;

/**
 * Who this phone is to the server: an id and a key, made here, in a vault of their own that opens
 * without a PIN, so that a locked phone can still be told to forget everything. When the officer's
 * things leave the phone, the phone takes a new id; the old one is remembered until the server has
 * heard that it is empty.
 */
final class PhoneMarks {
  private static final String NAME = "TinBao app";
  private static final String CURRENT = "current";
  private static final int KEY_BYTES = 32;

  private final TypedRecords<Mark> marks;
  private final TypedRecords<Mark> farewells;

  /** One id and its key. */
  @Json
  record Mark(String id, String key) {
    Api.Phone phone() {
      return new Api.Phone(id, key, NAME);
    }

    @Override
    public String toString() {
      return "Mark[" + id + "]";
    }
  }

  PhoneMarks(Vault vault) {
    this.marks = new TypedRecords<>(vault, "", Codec.of(Mark.class));
    this.farewells = new TypedRecords<>(vault, "farewell/", Codec.of(Mark.class));
  }

  /** The phone's mark; made when there is none. */
  synchronized Api.Phone current() {
    return marks.get(CURRENT).orElseGet(this::make).phone();
  }

  /** The mark when the phone ever needed one. */
  synchronized Optional<Api.Phone> known() {
    return marks.get(CURRENT).map(Mark::phone);
  }

  /** Everything has left the phone: remembers to say so, and is another phone from now on. */
  synchronized void leave() {
    marks
        .get(CURRENT)
        .ifPresent(
            mark -> {
              farewells.put(mark.id(), mark);
              marks.delete(CURRENT);
            });
  }

  /** Phones that this one was, of which the server has not heard that they are empty. */
  synchronized List<Api.Phone> farewells() {
    return farewells.all().stream().map(Mark::phone).toList();
  }

  synchronized void heard(String id) {
    farewells.delete(id);
  }

  private Mark make() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Mark mark =
        new Mark(
            UUID.randomUUID().toString(),
            Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    marks.put(CURRENT, mark);
    return mark;
  }
}
