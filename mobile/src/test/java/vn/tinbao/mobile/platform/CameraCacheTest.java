package vn.tinbao.mobile.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraCacheTest {
  @TempDir Path folder;

  @Test
  void what_was_never_fetched_is_found_oldest_first_and_again_until_it_is_forgotten()
      throws IOException {
    Files.setLastModifiedTime(file("IMG_2.JPG", "new"), FileTime.fromMillis(2_000));
    Files.setLastModifiedTime(file("IMG_1.png", "old"), FileTime.fromMillis(1_000));
    file("font.cache", "not ours");
    Files.createDirectory(folder.resolve("x.jpg"));
    CameraCache cache = new CameraCache(folder);
    assertThat(contents(cache.leftovers())).containsExactly("old", "new");
    List<PickedFile> again = new CameraCache(folder).leftovers();
    assertThat(contents(again))
        .as("an app that died with them")
        .containsExactlyInAnyOrder("old", "new");
    for (PickedFile file : again) {
      file.forget();
    }
    assertThat(cache.leftovers()).isEmpty();
    assertThat(folder.resolve("font.cache")).exists();
  }

  @Test
  void a_photo_is_taken_out_of_reach_of_whoever_empties_the_folder_of_photos() throws IOException {
    PickedFile taken = new CameraCache(folder).take(file("IMG_1.jpg", "photo"));
    assertThat(taken.path().toString()).doesNotEndWith(".jpg");
    assertThat(taken.path()).hasContent("photo");
    assertThat(taken.ours()).isTrue();
    assertThat(folder.resolve("IMG_1.jpg")).doesNotExist();
  }

  @Test
  void a_folder_that_is_not_there_holds_nothing() {
    assertThat(new CameraCache(folder.resolve("none")).leftovers()).isEmpty();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static List<String> contents(List<PickedFile> files) throws IOException {
    List<String> all = new java.util.ArrayList<>();
    for (PickedFile file : files) {
      all.add(Files.readString(file.path()));
    }
    return all;
  }
}
