package vn.tinbao.sms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static List<Sample> samples(DoubleUnaryOperator memory, DoubleUnaryOperator age) {
    return IntStream.range(0, 100)
        .mapToObj(
            i ->
                new Sample(
                    memory.applyAsDouble(i), memory.applyAsDouble(i) / 2, age.applyAsDouble(i), 0))
        .toList();
  }

  @Test
  void what_swings_around_one_level_is_flat_and_what_climbs_is_not() {
    Sample.Verdict swinging = Sample.judge(samples(i -> 300 + i % 7 * 10, i -> 0.2));
    assertThat(swinging.residentFlat()).isTrue();
    assertThat(swinging.heapFlat()).isTrue();
    Sample.Verdict climbing = Sample.judge(samples(i -> 300 + 4 * i, i -> 0.2));
    assertThat(climbing.residentFlat()).isFalse();
    assertThat(climbing.heapFlat()).isFalse();
  }

  @Test
  void the_beginning_is_not_judged() {
    Sample.Verdict verdict = Sample.judge(samples(i -> i < 20 ? 100 : 400, i -> i < 20 ? 60 : 1));
    assertThat(verdict.residentFlat()).isTrue();
    assertThat(verdict.oldestOut()).isEqualTo(1);
  }

  @Test
  void the_heap_is_the_sum_of_its_spaces() {
    assertThat(
            Heap.read(
                """
                # TYPE jvm_memory_used_bytes gauge
                jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 1.048576E6
                jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 2097152.0
                jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 5.0E7
                """))
        .isEqualTo(3);
  }

  @Test
  void a_processor_that_waits_for_the_disk_is_not_busy() {
    // user nice system idle iowait irq softirq steal guest guest_nice
    long[] before = {100, 0, 50, 1_000, 20, 0, 5, 0, 40, 0};
    long[] after = {150, 10, 70, 1_080, 40, 0, 15, 10, 90, 0};
    assertThat(Stopwatch.busy(before, after)).isEqualTo(0.5);
    assertThat(Stopwatch.busy(before, before)).isZero();
    assertThat(new Stopwatch().read().busy()).isBetween(0.0, 1.0);
  }
}
