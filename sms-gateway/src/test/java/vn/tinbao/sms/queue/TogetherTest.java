package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TogetherTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void alone_a_piece_is_done_at_once() {
    assertThat(new Together<Integer, Integer>(10, this::twice).add(21)).isEqualTo(42);
  }

  @Test
  void what_comes_while_one_is_at_work_is_done_as_one() throws Exception {
    Together<Integer, Integer> together = new Together<>(3, this::twiceBehindTheGate);
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    all.add(CompletableFuture.supplyAsync(() -> together.add(0), threads));
    await().until(() -> batches.size() == 1);
    CountDownLatch started = new CountDownLatch(5);
    for (int i = 1; i <= 5; i++) {
      int piece = i;
      all.add(
          CompletableFuture.supplyAsync(
              () -> {
                started.countDown();
                return together.add(piece);
              },
              threads));
    }
    assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
    gate.countDown();
    for (int i = 0; i <= 5; i++) {
      assertThat(all.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(2 * i);
    }
    assertThat(batches).allMatch(batch -> batch.size() <= 3);
    assertThat(batches.stream().flatMap(List::stream)).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void a_piece_that_fails_fails_alone() throws Exception {
    Together<Integer, Integer> together = new Together<>(10, this::evenOnlyBehindTheGate);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> together.add(0), threads);
    await().until(() -> batches.size() == 1);
    List<CompletableFuture<Integer>> others = new ArrayList<>();
    for (int piece : new int[] {2, 3, 4}) {
      others.add(CompletableFuture.supplyAsync(() -> together.add(piece), threads));
    }
    gate.countDown();
    assertThat(first.get(60, TimeUnit.SECONDS)).isZero();
    assertThat(others.get(0).get(60, TimeUnit.SECONDS)).isEqualTo(4);
    assertThatThrownBy(() -> others.get(1).get(60, TimeUnit.SECONDS)).hasMessageContaining("odd");
    assertThat(others.get(2).get(60, TimeUnit.SECONDS)).isEqualTo(8);
  }

  @Test
  void who_is_interrupted_still_learns_what_became_of_its_piece() throws Exception {
    Together<Integer, Integer> together = new Together<>(10, this::twiceBehindTheGate);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> together.add(0), threads);
    await().until(() -> batches.size() == 1);
    CompletableFuture<Boolean> second = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              int result = together.add(4);
              second.complete(result == 8 && Thread.currentThread().isInterrupted());
            });
    thread.start();
    await().until(() -> thread.getState() == Thread.State.WAITING);
    thread.interrupt();
    gate.countDown();
    assertThat(first.get(60, TimeUnit.SECONDS)).isZero();
    assertThat(second.get(60, TimeUnit.SECONDS)).isTrue();
  }

  private List<Integer> twice(List<Integer> pieces) {
    return pieces.stream().map(piece -> 2 * piece).toList();
  }

  private List<Integer> twiceBehindTheGate(List<Integer> pieces) {
    batches.add(pieces);
    try {
      assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return twice(pieces);
  }

  private List<Integer> evenOnlyBehindTheGate(List<Integer> pieces) {
    if (pieces.stream().anyMatch(piece -> piece % 2 == 1)) {
      throw new IllegalArgumentException("odd");
    }
    return twiceBehindTheGate(pieces);
  }
}
