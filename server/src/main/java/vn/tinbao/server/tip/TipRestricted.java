package vn.tinbao.server.tip;

import java.util.UUID;

/**
 * Published in the transaction that restricts a tip, or changes who is named: some who worked on it
 * see it no more.
 */
public record TipRestricted(UUID tipId) {}
