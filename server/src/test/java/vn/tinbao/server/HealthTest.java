package vn.tinbao.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class HealthTest {
  @Inject
  @Client("/")
  HttpClient http;

  @Test
  void health_tells_of_database_migrations_and_queues() {
    String health = http.toBlocking().retrieve("/health");
    assertThat(health)
        .contains("\"status\":\"UP\"")
        .containsPattern("\"database\":\\{[^}]*\"status\":\"UP\"[^}]*\"postgresql\":\"1\\d")
        .contains("\"migrations\":", "\"sms-queue\":");
  }

  @Test
  void metrics_are_for_prometheus() {
    assertThat(http.toBlocking().retrieve("/prometheus"))
        .contains("jvm_memory_used_bytes", "tinbao_sms_outbound_due");
  }
}
