package org.barkdjl.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.barkdjl.io.Sha256;

/** Makes the archives of a package those of another version, with its kind of manifest. */
public final class OlderArchives {
  private OlderArchives() {}

  /** Replaces what the texts of the archives hold, where they do. */
  public static void edit(Path folder, String regex, String replacement) throws IOException {
    rewrite(
        folder,
        (archive, entry, bytes) ->
            entry.equals(ArchiveOutput.CODE)
                ? new String(bytes, UTF_8).replaceAll(regex, replacement).getBytes(UTF_8)
                : bytes);
  }

  /** Makes the first number of a tensor of fp32 NaN. */
  public static void poison(Path folder, String archive, int tensor) throws IOException {
    rewrite(
        folder,
        (name, entry, bytes) -> {
          if (name.equals(archive) && entry.equals(ArchiveOutput.TENSORS + tensor)) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN);
          }
          return bytes;
        });
  }

  private interface Edit {
    byte[] apply(String archive, String entry, byte[] bytes);
  }

  private static void rewrite(Path folder, Edit edit) throws IOException {
    Path manifest = folder.resolve("model.json");
    JsonObject json = new Gson().fromJson(Files.readString(manifest), JsonObject.class);
    json.addProperty("programs", "0123456789abcdef"); // as 0.1 wrote it
    for (JsonElement element : json.getAsJsonArray("files")) {
      JsonObject entry = element.getAsJsonObject();
      Path file = folder.resolve(entry.get("path").getAsString());
      rewriteArchive(file, edit);
      entry.addProperty("bytes", Files.size(file));
      entry.addProperty("sha256", Sha256.of(file));
    }
    Files.writeString(manifest, json.toString());
  }

  private static void rewriteArchive(Path file, Edit edit) throws IOException {
    Path edited = file.resolveSibling("edited");
    try (ZipFile zip = ZipFile.builder().setPath(file).get();
        ArchiveOutput out = new ArchiveOutput(edited)) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        byte[] bytes =
            edit.apply(
                file.getFileName().toString(),
                entry.getName(),
                zip.getInputStream(entry).readAllBytes());
        if (entry.getName().startsWith(ArchiveOutput.TENSORS)) {
          out.tensor(entry.getName(), bytes.length, to -> to.write(bytes));
        } else {
          out.text(entry.getName(), bytes);
        }
      }
    }
    Files.move(edited, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
