package org.barkdjl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.barkdjl.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextNormalizerTest {
  /** All that Python 3 holds to be white space: {@code [c for c in ... if chr(c).isspace()]}. */
  private static final int[] PYTHON_SPACES = {
    0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001,
    0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F,
    0x205F, 0x3000
  };

  @Test
  void exactlyPythonsWhiteSpaceIsCollapsed() {
    StringBuilder expected = new StringBuilder("a");
    StringBuilder text = new StringBuilder("a");
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        text.appendCodePoint(c).append('b');
        boolean space = Arrays.binarySearch(PYTHON_SPACES, c) >= 0;
        expected.appendCodePoint(space ? ' ' : c).append('b');
      }
    }

    assertEquals(expected.toString(), TextNormalizer.normalize(text.toString()));
  }

  @Test
  void runsBecomeOneBlankAndTheEndsAreTrimmed() {
    assertEquals(
        "Buenos días Miguel.",
        TextNormalizer.normalize("\u3000 Buenos\t\r\n \u2003días\u00A0\u2028\u001CMiguel.\u0085 "));
  }

  @Test
  void halvesOfSurrogatePairsAreReplaced() {
    assertEquals("\uFFFDa\uFFFD 😀\uFFFD", TextNormalizer.normalize("\uDE00a\uD83D 😀\uD83D"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t\u3000\u2029"})
  void textOfNothingIsRefused(String text) {
    InputException refusal =
        assertThrows(InputException.class, () -> TextNormalizer.normalize(text));

    assertEquals("The text is empty: give at least one word to speak.", refusal.getMessage());
  }
}
