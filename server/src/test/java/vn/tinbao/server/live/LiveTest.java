package vn.tinbao.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.db.Database;

@MicronautTest(transactional = false)
class LiveTest {
  @Inject Live live;
  @Inject TransactionOperations<Connection> transactions;
  @Inject DataSource dataSource;
  @Inject Database database;

  @Test
  void a_hint_leaves_after_commit_and_not_before() {
    List<String> heard = listen("a");
    transactions.executeWrite(
        status -> {
          live.afterCommit("a", "1");
          assertThat(heard).isEmpty();
          return null;
        });
    await().until(() -> heard.equals(List.of("1")));
  }

  @Test
  void what_is_rolled_back_is_never_told() {
    List<String> heard = listen("b");
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    status -> {
                      live.afterCommit("b", "1");
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    live.afterCommit("b", "2");
    await().until(() -> heard.contains("2"));
    assertThat(heard).containsExactly("2");
  }

  @Test
  void another_node_hears_it_and_nobody_hears_it_twice() {
    List<String> here = listen("c");
    Bell otherBell = new Bell(database, dataSource, transactions);
    Live there = new Live(otherBell);
    List<String> elsewhere = new CopyOnWriteArrayList<>();
    var unused = there.stream("c").subscribe(elsewhere::add);
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              live.now("c", "hello");
              return elsewhere.contains("hello");
            });
    there.now("c", "back");
    await().until(() -> here.contains("back"));
    assertThat(here.stream().filter("back"::equals)).hasSize(1);
    otherBell.close();
  }

  private List<String> listen(String topic) {
    List<String> heard = new CopyOnWriteArrayList<>();
    var unused = live.stream(topic).subscribe(heard::add);
    return heard;
  }
}
