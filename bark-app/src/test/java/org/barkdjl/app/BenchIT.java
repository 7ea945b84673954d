package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark, as short as it can be. */
class BenchIT {
  @TempDir Path folder;

  @Test
  void theTableGoesToStandardOutputAndTheFiguresToAFile() throws Exception {
    Path json = folder.resolve("figures.json");

    BarkProcess.Outcome outcome =
        BarkProcess.run(
            ("bench --stages codec --seconds 0.2 --runs 1 --threads 1 -q --json " + json)
                .split(" "));

    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals("", outcome.err());
    assertTrue(outcome.text().startsWith("model nano on cpu"), outcome.text());
    assertTrue(outcome.text().matches("(?s).*\ncodec +decode 0.2 s +fp32 .*"), outcome.text());
    assertTrue(Files.readString(json).contains("\"work\": \"decode 0.2 s\""));
  }

  @Test
  void clientsAskAServer() throws Exception {
    ServedBark server = ServedBark.start();
    String address = server.address();
    Path json = folder.resolve("load.json");

    BarkProcess.Outcome outcome =
        BarkProcess.run(
            new byte[0],
            BarkProcess.HOME,
            Map.of("BARK_API_KEY", ServedBark.KEY),
            ("bench --load 1,2 --runs 1 --seconds 0.5 -q --json " + json + " --url " + address)
                .split(" ", -1));

    assertEquals(0, outcome.status(), outcome::toString);
    List<String> lines = outcome.text().lines().toList();
    assertEquals(address, lines.get(0));
    assertEquals(6, lines.size(), outcome.text());
    JsonArray rows =
        JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("rows");
    for (JsonElement row : rows) {
      assertTrue(row.getAsJsonObject().get("audio_seconds").getAsDouble() > 0.2, row::toString);
      assertTrue(row.getAsJsonObject().get("cpu_seconds").getAsDouble() > 0, row::toString);
    }
    BarkProcess.Outcome keyless = BarkProcess.run("bench", "--load=1", "--url=" + address);
    assertEquals(1, keyless.status(), keyless::toString);
    assertTrue(keyless.err().contains(" answers with status 401: "), keyless.err());
    assertEquals(0, server.stop().status());
    BarkProcess.Outcome gone = BarkProcess.run("bench", "--load=1", "--url=" + address);
    assertEquals(1, gone.status(), gone::toString);
    assertTrue(gone.err().matches("bark: The server at " + address + " does not answer: .*\\.\n"));
  }
}
