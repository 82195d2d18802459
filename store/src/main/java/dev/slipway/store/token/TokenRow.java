package dev.slipway.store.token;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A bearer token; only its SHA-256 is kept. */
@MappedEntity("token")
public record TokenRow(@Id String id, String name, String hash, String role, long createdAt, long revokedAt) {}
