package org.barkdjl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerJsonTest {
  @Test
  void theResourceIsWhatItsVocabularyGives() throws IOException {
    TokenizerResource resource = TokenizerResource.load();
    List<String> pieces = new ArrayList<>(Collections.nCopies(119_547, "##\u4E00")); // left out
    resource.vocabulary().forEach((piece, id) -> pieces.set(id, piece));

    assertEquals(6_771, Collections.frequency(pieces, "##\u4E00"));
    // By lines, since a check-out on Windows may have changed their ends.
    assertEquals(TokenizerJson.render(pieces).lines().toList(), resource.json().lines().toList());
  }
}
