package org.barkdjl.weights;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.error.ModelException;

/** Parses the JSON header of a safetensors file as it streams by. */
final class SafetensorsHeaderReader {
  /** Far more than any model has; bounds the memory that a header of many tiny entries takes. */
  private static final int MAX_ENTRIES = 200_000;

  private final JsonReader json;
  private final Map<String, SafetensorsHeader.Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsHeaderReader(JsonReader json) {
    this.json = json;
  }

  /**
   * Reads a header to its end.
   *
   * @throws ModelException if it is no JSON of the format's form, or a tensor is not sound
   */
  static SafetensorsHeader read(InputStream header) throws IOException {
    JsonReader json =
        new JsonReader(new InputStreamReader(header, StandardCharsets.UTF_8.newDecoder()));
    json.setStrictness(Strictness.STRICT);
    SafetensorsHeaderReader reader = new SafetensorsHeaderReader(json);
    try {
      reader.readAll();
    } catch (MalformedJsonException
        | EOFException
        | CharacterCodingException
        | JsonParseException
        | IllegalStateException
        | NumberFormatException e) {
      throw new ModelException(
          "its header is malformed: " + Excerpt.of(String.valueOf(e.getMessage())), e);
    }
    return new SafetensorsHeader(reader.tensors, reader.metadata);
  }

  private void readAll() throws IOException {
    boolean metadataRead = false;
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (tensors.size() + metadata.size() > MAX_ENTRIES) {
        throw malformed("has more than %d entries".formatted(MAX_ENTRIES));
      }
      if (!name.equals(SafetensorsHeader.METADATA)) {
        putNew(tensors, name, tensor(name));
      } else if (metadataRead) {
        throw malformed("has two entries " + name);
      } else {
        readMetadata();
        metadataRead = true;
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw malformed("goes on behind its end");
    }
  }

  private void readMetadata() throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (metadata.size() > MAX_ENTRIES) {
        throw malformed("has more than %d entries".formatted(MAX_ENTRIES));
      }
      putNew(metadata, key, text());
    }
    json.endObject();
  }

  private SafetensorsHeader.Tensor tensor(String name) throws IOException {
    String dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    json.beginObject();
    while (json.hasNext()) {
      String field = json.nextName();
      if (field.equals("dtype") && dtype == null) {
        dtype = text();
      } else if (field.equals("shape") && shape == null) {
        shape = counts();
      } else if (field.equals("data_offsets") && offsets == null) {
        offsets = counts();
      } else {
        throw malformed("says %s of tensor %s".formatted(Excerpt.of(field), Excerpt.of(name)));
      }
    }
    json.endObject();
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw malformed(
          "lacks dtype, shape or two data_offsets of tensor %s".formatted(Excerpt.of(name)));
    }
    TensorInfo info = new TensorInfo(name, type(name, dtype), shape);
    return new SafetensorsHeader.Tensor(info, offsets.get(0), offsets.get(1));
  }

  private static ElementType type(String name, String dtype) {
    return ElementType.ofSafetensors(dtype)
        .orElseThrow(
            () ->
                new ModelException(
                    "tensor %s has the element type %s, which cannot be read"
                        .formatted(Excerpt.of(name), Excerpt.of(dtype))));
  }

  private String text() throws IOException {
    if (json.peek() != JsonToken.STRING) {
      throw malformed("has no string at " + Excerpt.of(json.getPath()));
    }
    return json.nextString();
  }

  private List<Long> counts() throws IOException {
    List<Long> counts = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() != JsonToken.NUMBER || counts.size() == TensorInfo.MAX_DIMENSIONS) {
        throw malformed("has no list of sizes at " + Excerpt.of(json.getPath()));
      }
      counts.add(Long.parseLong(json.nextString()));
    }
    json.endArray();
    return counts;
  }

  private static <T> void putNew(Map<String, T> map, String key, T value) {
    if (map.put(key, value) != null) {
      throw malformed("has two entries " + Excerpt.of(key));
    }
  }

  private static ModelException malformed(String problem) {
    return new ModelException("its header " + problem);
  }
}
