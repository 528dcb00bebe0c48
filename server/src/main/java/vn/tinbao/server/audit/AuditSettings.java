package vn.tinbao.server.audit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How the chain is kept.
 *
 * @param batch most rows that are sealed in one transaction
 * @param anchorEvery after so many seals the head of the chain is written to the log, to be kept
 *     outside of the database
 * @param mostExported most rows of one CSV file
 */
@ConfigurationProperties("tinbao.audit")
public record AuditSettings(
    @Bindable(defaultValue = "1000") @Min(1) @Max(10_000) int batch,
    @Bindable(defaultValue = "1000") @Min(1) int anchorEvery,
    @Bindable(defaultValue = "100000") @Min(1) int mostExported) {}
