package vn.tinbao.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.tinbao.sms.keys.KeyFileException;

class StartFailureTest {
  @Test
  void a_reason_we_know_is_told_in_its_own_words_however_deep_it_lies() {
    RuntimeException failure =
        new IllegalStateException("bean", new RuntimeException(new KeyFileException("Key gone.")));
    assertThat(StartFailure.sentence(failure)).contains("Key gone.");
    assertThat(StartFailure.sentence(new IllegalStateException("bug"))).isEmpty();
  }
}
