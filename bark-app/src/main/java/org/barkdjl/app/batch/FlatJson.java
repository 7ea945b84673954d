package org.barkdjl.app.batch;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a JSON object whose values are strings, numbers or booleans. */
final class FlatJson {
  private FlatJson() {}

  /**
   * The object's values as text, numbers as they are written; null is the same as nothing.
   *
   * @throws IllegalArgumentException with a sentence's part that says what is wrong
   */
  static Map<String, String> parse(String json) {
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      return object(reader);
    } catch (MalformedJsonException | EOFException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "it is not a JSON object, such as {\"id\": \"a\", \"text\": \"Hello.\"}", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> object(JsonReader reader) throws IOException {
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      throw new MalformedJsonException("no object");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      String value = value(name, reader);
      if (value != null && fields.put(name, value) != null) {
        throw new IllegalArgumentException("'" + name + "' is given twice");
      }
    }
    reader.endObject();
    if (reader.peek() != JsonToken.END_DOCUMENT) {
      throw new MalformedJsonException("more than one value");
    }
    return fields;
  }

  private static String value(String name, JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case STRING, NUMBER -> reader.nextString();
      case BOOLEAN -> Boolean.toString(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      default -> throw new IllegalArgumentException("'" + name + "' must be a text or a number");
    };
  }
}
