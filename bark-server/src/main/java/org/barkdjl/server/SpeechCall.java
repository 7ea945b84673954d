package org.barkdjl.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.error.InputException;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.options.SpeechOptions;

/**
 * What a client wants to be spoken, as the body of its request says it.
 *
 * @param model what it calls the model
 * @param input the text
 * @param format of the audio
 * @param speed 1: as it is spoken; from 0.25 to 4
 * @param events whether the audio comes as server-sent events
 * @param stream whether the audio comes as soon as there is some, or whole at the end
 * @param voice what it calls the voice; empty: the server's default
 * @param options how to speak
 * @param ignored fields that are taken and mean nothing
 */
record SpeechCall(
    String model,
    String input,
    AudioFormat format,
    double speed,
    boolean events,
    boolean stream,
    Optional<String> voice,
    SpeechOptions options,
    List<String> ignored) {
  private static final String MODEL = "model";
  private static final String INPUT = "input";
  private static final String VOICE = "voice";
  private static final String FORMAT = "response_format";
  private static final String SPEED = "speed";
  private static final String STREAM_FORMAT = "stream_format";
  private static final String STREAM = "stream";
  private static final String SPEAKERS = "speakers";

  /** Without them clients would not work untouched. */
  private static final List<String> IGNORED = List.of("instructions", "user");

  private static final double SLOWEST = 0.25;
  private static final double FASTEST = 4;

  /** Those that clients may name, by OpenAI's names, which are ours, too. */
  static final List<AudioFormat> FORMATS =
      List.of(
          AudioFormat.MP3,
          AudioFormat.OPUS,
          AudioFormat.AAC,
          AudioFormat.FLAC,
          AudioFormat.WAV,
          AudioFormat.PCM);

  /**
   * Understands a body.
   *
   * @param defaults options of the server's own, by their names, for those that the body lacks
   * @param maxInput code points of the text
   * @throws ApiException if it is not as it must be
   */
  static SpeechCall parse(byte[] body, Map<String, String> defaults, int maxInput) {
    JsonObject json = json(body);
    Map<String, String> fields = new HashMap<>();
    List<String> ignored = new ArrayList<>();
    for (Map.Entry<String, JsonElement> field : json.entrySet()) {
      if (IGNORED.contains(field.getKey())) {
        ignored.add(field.getKey());
      } else if (!field.getValue().isJsonNull()) {
        fields.put(field.getKey(), text(field.getKey(), field.getValue()));
      }
    }
    String model = fields.remove(MODEL);
    String input = fields.remove(INPUT);
    if (input == null) {
      throw ApiException.badField(INPUT, "The field 'input' is missing: the text to speak.");
    }
    if (input.codePointCount(0, input.length()) > maxInput) {
      throw ApiException.invalid(
          400,
          "The text is too long: at most " + maxInput + " characters are taken.",
          INPUT,
          "string_above_max_length");
    }
    String format = fields.remove(FORMAT);
    String speed = fields.remove(SPEED);
    String streamFormat = fields.remove(STREAM_FORMAT);
    String stream = fields.remove(STREAM);
    return new SpeechCall(
        model == null ? "" : model,
        input,
        format == null ? AudioFormat.MP3 : format(format),
        speed == null ? 1 : speed(speed),
        streamFormat != null && isEvents(streamFormat),
        stream == null || truth(STREAM, stream),
        Optional.ofNullable(fields.get(VOICE)),
        options(fields, defaults),
        ignored);
  }

  SpeechCall withSeed(long seed) {
    return new SpeechCall(
        model, input, format, speed, events, stream, voice, options.withSeed(seed), ignored);
  }

  private static SpeechOptions options(Map<String, String> fields, Map<String, String> defaults) {
    Map<String, String> all = new HashMap<>(defaults);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String name = field.getKey().replace('_', '-');
      if (!SpeechOptionTable.OPTIONS.names().contains(name)) {
        throw ApiException.invalid(
            400,
            "There is no field '" + printable(field.getKey()) + "'.",
            printable(field.getKey()),
            "unknown_parameter");
      }
      all.put(name, field.getValue());
    }
    try {
      return SpeechOptionTable.ofStranger(all);
    } catch (InputException e) {
      // Told by the table with the field's name in front.
      String named =
          fields.keySet().stream()
              .filter(name -> e.getMessage().contains("'" + name.replace('_', '-') + "'"))
              .findFirst()
              // Of a voice it is told without a name: it may be a speaker's.
              .orElse(fields.containsKey(SPEAKERS) ? SPEAKERS : VOICE);
      throw ApiException.badField(named, printable(e.getMessage()));
    }
  }

  private static JsonObject json(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      JsonElement json = JsonParser.parseReader(reader);
      if (reader.peek() == JsonToken.END_DOCUMENT && json.isJsonObject()) {
        return json.getAsJsonObject();
      }
    } catch (CharacterCodingException e) {
      throw ApiException.invalid(400, "The body is not UTF-8.", null, "invalid_json");
    } catch (IOException | JsonParseException | IllegalStateException e) {
      // As below.
    }
    throw ApiException.invalid(400, "The body is no JSON object.", null, "invalid_json");
  }

  /** What a field says, as an option would. */
  private static String text(String name, JsonElement value) {
    if (name.equals(VOICE) && value.isJsonObject()) {
      JsonElement id = value.getAsJsonObject().get("id");
      if (id != null && id.isJsonPrimitive() && id.getAsJsonPrimitive().isString()) {
        return id.getAsString();
      }
      throw ApiException.badField(VOICE, "Field 'voice': an object has the voice's name as 'id'.");
    }
    if (name.equals(SPEAKERS) && value.isJsonObject()) {
      return value.getAsJsonObject().entrySet().stream()
          .map(speaker -> speaker(speaker.getKey()) + "=" + speaker(text("", speaker.getValue())))
          .collect(Collectors.joining(","));
    }
    if (!value.isJsonPrimitive()) {
      throw ApiException.badField(
          printable(name),
          "Field '" + printable(name) + "': it takes a text, a number, true or false.");
    }
    JsonPrimitive primitive = value.getAsJsonPrimitive();
    boolean words = List.of(MODEL, INPUT, VOICE, FORMAT, STREAM_FORMAT).contains(name);
    if (words && !primitive.isString()) {
      throw ApiException.badField(name, "Field '" + name + "': it takes a text.");
    }
    return primitive.getAsString();
  }

  private static String speaker(String word) {
    if (word.contains(",") || word.contains("=")) {
      throw ApiException.badField(
          SPEAKERS, "Field 'speakers': names of speakers and voices have no ',' and no '='.");
    }
    return word;
  }

  private static AudioFormat format(String value) {
    return FORMATS.stream()
        .filter(format -> format.id().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.badField(
                    FORMAT,
                    "Field 'response_format': it takes "
                        + FORMATS.stream().map(AudioFormat::id).collect(Collectors.joining(", "))
                        + "."));
  }

  private static double speed(String value) {
    try {
      double speed = Double.parseDouble(value);
      if (speed >= SLOWEST && speed <= FASTEST) {
        return speed;
      }
    } catch (NumberFormatException e) {
      // As below.
    }
    throw ApiException.badField(
        SPEED, String.format(Locale.ROOT, "Field 'speed': it takes %s to %s.", SLOWEST, FASTEST));
  }

  private static boolean isEvents(String value) {
    if (!value.equals("sse") && !value.equals("audio")) {
      throw ApiException.badField(STREAM_FORMAT, "Field 'stream_format': it takes audio or sse.");
    }
    return value.equals("sse");
  }

  private static boolean truth(String name, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw ApiException.badField(name, "Field '" + name + "': it takes true or false.");
    }
    return value.equals("true");
  }

  /** Of a stranger's text, as much as a message needs. */
  private static String printable(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return plain.length() > 300 ? plain.substring(0, 300) + "…" : plain;
  }
}
