package vn.tinbao.server.attachment;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.ReadableBytes;
import java.time.Duration;

/**
 * What reporters may attach, and how it is cleaned.
 *
 * @param mostBytes largest single file
 * @param mostFiles files of one tip
 * @param mostBytesOfTip all files of one tip together
 * @param unfinishedAfter an upload that nobody continued for this long is removed
 * @param cleaner whether this node makes cleaned copies
 * @param cleaningTime longest time for one file; then it is kept without a cleaned copy
 * @param cleaningMemory heap of the child process that cleans
 */
@ConfigurationProperties("tinbao.attachment")
public record AttachmentSettings(
    @ReadableBytes @Bindable(defaultValue = "100MB") long mostBytes,
    @Bindable(defaultValue = "20") int mostFiles,
    @ReadableBytes @Bindable(defaultValue = "400MB") long mostBytesOfTip,
    @Bindable(defaultValue = "7d") Duration unfinishedAfter,
    @Bindable(defaultValue = "true") boolean cleaner,
    @Bindable(defaultValue = "2m") Duration cleaningTime,
    @ReadableBytes @Bindable(defaultValue = "384MB") long cleaningMemory) {}
