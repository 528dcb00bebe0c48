package vn.tinbao.server.push;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A claimed push. */
@MappedEntity(value = "push_message", schema = "tinbao")
record PushMessage(
    @Id UUID id,
    UUID staffId,
    String topic,
    UUID ref,
    int attempt,
    boolean silent,
    @Nullable UUID exceptSession) {}
