package org.barkdjl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerJsonTest {
  @Test
  void theResourceIsWhatItsVocabularyGives() throws IOException {
    TokenizerResource resource = TokenizerResource.load();
    List<String> pieces = List.copyOf(resource.vocabulary().keySet());

    assertEquals(119_547, pieces.size());
    for (int id = 0; id < pieces.size(); id++) {
      assertEquals(id, resource.vocabulary().get(pieces.get(id)));
    }
    // By lines, since a check-out on Windows may have changed their ends.
    assertEquals(TokenizerJson.render(pieces).lines().toList(), resource.json().lines().toList());
  }
}
