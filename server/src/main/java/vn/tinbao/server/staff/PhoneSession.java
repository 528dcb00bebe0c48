package vn.tinbao.server.staff;

import java.util.UUID;

/**
 * The phone that a request comes from: a running session of the app. A controller method that takes
 * one is answered only to phones; a browser gets 403.
 *
 * @param id of the session, which is the id of the device everywhere: a phone that signs in anew is
 *     another one
 */
public record PhoneSession(UUID id, StaffMember owner) {}
