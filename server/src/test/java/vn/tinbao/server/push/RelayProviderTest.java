package vn.tinbao.server.push;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import vn.tinbao.server.live.Live;

@MicronautTest(transactional = false)
class RelayProviderTest extends PushProviderContract {
  @Inject RelayProvider relay;
  @Inject Live live;

  private final Map<UUID, List<String>> heard = new ConcurrentHashMap<>();

  @Override
  protected PushProvider provider() {
    return relay;
  }

  @Override
  protected PushTarget connect(UUID staffId) {
    List<String> list = heard.computeIfAbsent(staffId, id -> new CopyOnWriteArrayList<>());
    var unused = live.stream("staff." + staffId).subscribe(list::add);
    return new PushTarget(staffId, null);
  }

  @Override
  protected List<String> received(UUID staffId) {
    return heard.getOrDefault(staffId, List.of());
  }
}
