package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.SendResult;

class StatusTest {
  @Test
  void what_matters_is_told_apart() {
    assertThat(Status.of(0x58).result()).isInstanceOf(SendResult.Busy.class);
    assertThat(Status.of(0x14).result()).isInstanceOf(SendResult.Busy.class);
    assertThat(Status.of(0x08).result()).isEqualTo(new SendResult.InDoubt("RSYSERR"));
    assertThat(Status.of(0x0A).result()).isEqualTo(new SendResult.NoWay("RINVSRCADR"));
    assertThat(Status.of(0x0B).result())
        .isEqualTo(new SendResult.Refused("RINVDSTADR", Because.NUMBER));
    assertThat(Status.of(0x45).result())
        .isEqualTo(new SendResult.Refused("RSUBMITFAIL", Because.FOR_NOW));
    assertThat(Status.of(0x401).result())
        .isEqualTo(new SendResult.Refused("0x00000401", Because.OTHER));
  }

  /** A name in the table that the library calls otherwise would be a slip. */
  @Test
  void the_names_are_those_of_the_specification() throws Exception {
    Set<String> odd = new TreeSet<>();
    for (List<String> row : Table.read("/smpp/status.tsv")) {
      int code = Integer.decode(row.get(0));
      boolean known = false;
      for (Field field : SMPPConstant.class.getFields()) {
        known |= field.getName().equals("STAT_ESME_" + row.get(1)) && field.getInt(null) == code;
      }
      if (!known) {
        odd.add(row.get(1));
      }
    }
    assertThat(odd).as("of some centres only").containsExactly("INVSUBSREP");
  }
}
