package org.barkdjl.semantic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.model.GptNeeds;
import org.barkdjl.token.TokenSpace;
import org.junit.jupiter.api.Test;

class SemanticSequenceTest {
  @Test
  void usesNoIdsAndPositionsThatAnInstalledModelMayLack() {
    SemanticSequence sequence =
        new SemanticSequence(
            new SemanticInput(
                new int[] {1}, new int[0], SemanticOptions.DEFAULT, Uniforms.seeded(1, 0)));
    long[] ids = sequence.prompt().orElseThrow().ids();
    assertEquals(GptNeeds.SEMANTIC.inputs(), Arrays.stream(ids).max().orElseThrow() + 1);
    assertEquals(GptNeeds.SEMANTIC.outputs(), sequence.parameters().range().width());
    int prompt = 256 + 1; // text and history are summed; the last token drawn is never fed
    assertEquals(TokenSpace.CONTEXT, prompt + sequence.room() - 1);
  }
}
