package org.barkdjl.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.barkdjl.io.Sha256;

/** Makes the archives of a package those of another version, with its kind of manifest. */
public final class OlderArchives {
  private OlderArchives() {}

  /** Replaces what the text of an archive holds, where it does. */
  public static void edit(Path folder, String regex, String replacement) throws IOException {
    Path manifest = folder.resolve("model.json");
    JsonObject json = new Gson().fromJson(Files.readString(manifest), JsonObject.class);
    json.addProperty("programs", "0123456789abcdef"); // as 0.1 wrote it
    for (JsonElement element : json.getAsJsonArray("files")) {
      JsonObject entry = element.getAsJsonObject();
      Path file = folder.resolve(entry.get("path").getAsString());
      rewrite(file, regex, replacement);
      entry.addProperty("bytes", Files.size(file));
      entry.addProperty("sha256", Sha256.of(file));
    }
    Files.writeString(manifest, json.toString());
  }

  /** The text of an archive. */
  public static String text(Path archive) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      return new String(zip.getInputStream(zip.getEntry(ArchiveOutput.CODE)).readAllBytes(), UTF_8);
    }
  }

  private static void rewrite(Path file, String regex, String replacement) throws IOException {
    Path edited = file.resolveSibling("edited");
    try (ZipFile zip = ZipFile.builder().setPath(file).get();
        ArchiveOutput out = new ArchiveOutput(edited)) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(ArchiveOutput.CODE)) {
          bytes = new String(bytes, UTF_8).replaceAll(regex, replacement).getBytes(UTF_8);
        }
        byte[] written = bytes;
        if (entry.getName().startsWith(ArchiveOutput.TENSORS)) {
          out.tensor(entry.getName(), written.length, to -> to.write(written));
        } else {
          out.text(entry.getName(), written);
        }
      }
    }
    Files.move(edited, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
