package vn.tinbao.server.clocks;

import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.routing.DeadlineProfile;

/**
 * What the conditions of clocks ask for.
 *
 * @param profile which deadlines run, as routing decided
 * @param remote whether it happened in a commune that counts as remote
 * @param reachable whether the reporter gave an identity or there is a channel back
 * @param resting whether nobody is at work on it by law: suspended, decided, taken over by the
 *     procuracy, or one with another one. What was owed before is owed still, nothing begins
 */
public record TipFacts(
    Agency lead, DeadlineProfile profile, boolean remote, boolean reachable, boolean resting) {}
