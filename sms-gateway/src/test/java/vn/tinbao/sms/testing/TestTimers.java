package vn.tinbao.sms.testing;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.scheduling.TaskExceptionHandler;
import io.micronaut.scheduling.processor.ScheduledMethodProcessor;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stops the timers of jobs that a test plays by hand: {@code tinbao.test.by-hand} names them, as
 * {@code Class} or {@code Class.method}, separated by commas. A timer that runs beside such a test
 * holds the rows that the test wants to see done ({@code FOR UPDATE SKIP LOCKED}) or is faster.
 */
@Singleton
@Requires(env = Environment.TEST)
@Requires(property = "tinbao.test.by-hand")
final class TestTimers
    implements BeanCreatedEventListener<ScheduledMethodProcessor>,
        ApplicationEventListener<StartupEvent> {
  private final List<String> byHand;
  private final List<String> unknown;
  private final Set<String> timers = new TreeSet<>();

  TestTimers(@Property(name = "tinbao.test.by-hand") String byHand) {
    this.byHand = List.of(byHand.split(","));
    unknown = new ArrayList<>(this.byHand);
  }

  @Override
  public ScheduledMethodProcessor onCreated(BeanCreatedEvent<ScheduledMethodProcessor> event) {
    BeanContext context = event.getSource();
    return new ScheduledMethodProcessor(
        context,
        Optional.of(context.getConversionService()),
        context.getBean(TaskExceptionHandler.class)) {
      @Override
      public void process(BeanDefinition<?> bean, ExecutableMethod<?, ?> method) {
        if (!isByHand(bean.getBeanType(), method.getMethodName())) {
          super.process(bean, method);
        }
      }
    };
  }

  private boolean isByHand(Class<?> bean, String method) {
    boolean found = false;
    // A bean with transactions is a class that Micronaut has derived.
    for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
      List<String> names = List.of(type.getSimpleName(), type.getSimpleName() + "." + method);
      unknown.removeAll(names);
      timers.addAll(names);
      found |= names.stream().anyMatch(byHand::contains);
    }
    return found;
  }

  @Override
  public void onApplicationEvent(StartupEvent event) {
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("No timer is called " + unknown + ", only " + timers);
    }
  }
}
