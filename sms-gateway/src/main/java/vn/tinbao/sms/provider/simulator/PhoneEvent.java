package vn.tinbao.sms.provider.simulator;

import io.micronaut.serde.annotation.Serdeable;

/** A message is new on a phone, or its status has changed. */
@Serdeable
public record PhoneEvent(String phone, Bubble message) {}
