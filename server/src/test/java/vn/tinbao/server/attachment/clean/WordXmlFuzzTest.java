package vn.tinbao.server.attachment.clean;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/** Whatever comes as XML of a document: XML that is filtered already, or a refusal. */
class WordXmlFuzzTest {

  @FuzzTest
  void a_part_is_filtered_or_refused(byte[] data) throws Uncleanable {
    byte[] once;
    try {
      once = WordXml.filter(data, Map.of("rId1", "r1"));
    } catch (Uncleanable refused) {
      assertThat(refused.reason()).isNotNull();
      return;
    }
    assertThat(WordXml.filter(once, Map.of("r1", "r1"))).isEqualTo(once);
  }
}
