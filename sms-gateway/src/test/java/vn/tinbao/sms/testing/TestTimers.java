package vn.tinbao.sms.testing;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.scheduling.TaskExceptionHandler;
import io.micronaut.scheduling.processor.ScheduledMethodProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Stops the timers of jobs that a test plays by hand: {@code tinbao.test.by-hand} names them, as
 * {@code Class} or {@code Class.method}, separated by commas. A timer that runs beside such a test
 * holds the rows that the test wants to see done ({@code FOR UPDATE SKIP LOCKED}) or is faster.
 */
@Singleton
@Requires(env = Environment.TEST)
@Requires(property = "tinbao.test.by-hand")
final class TestTimers implements BeanCreatedEventListener<ScheduledMethodProcessor> {
  private final List<String> byHand;

  TestTimers(@Property(name = "tinbao.test.by-hand") String byHand) {
    this.byHand = List.of(byHand.split(","));
  }

  @Override
  public ScheduledMethodProcessor onCreated(BeanCreatedEvent<ScheduledMethodProcessor> event) {
    BeanContext context = event.getSource();
    for (String name : byHand) {
      if (context.getAllBeanDefinitions().stream().noneMatch(bean -> has(bean, name))) {
        throw new IllegalStateException("Nothing to be played by hand is called " + name);
      }
    }
    return new ScheduledMethodProcessor(
        context,
        Optional.of(context.getConversionService()),
        context.getBean(TaskExceptionHandler.class)) {
      @Override
      public void process(BeanDefinition<?> bean, ExecutableMethod<?, ?> method) {
        if (byHand.stream().noneMatch(name -> is(bean, method.getMethodName(), name))) {
          super.process(bean, method);
        }
      }
    };
  }

  private static boolean has(BeanDefinition<?> bean, String name) {
    return is(bean, name.substring(name.indexOf('.') + 1), name)
        && (!name.contains(".")
            || bean.getExecutableMethods().stream()
                .anyMatch(method -> name.endsWith("." + method.getMethodName())));
  }

  private static boolean is(BeanDefinition<?> bean, String method, String name) {
    // A bean with transactions is a class that Micronaut has derived.
    for (Class<?> type = bean.getBeanType(); type != null; type = type.getSuperclass()) {
      if (name.equals(type.getSimpleName()) || name.equals(type.getSimpleName() + "." + method)) {
        return true;
      }
    }
    return false;
  }
}
