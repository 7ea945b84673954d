package org.barkdjl.voice;

import java.util.Arrays;
import java.util.Optional;

/** The languages that Bark was trained to speak. */
public enum Language {
  ENGLISH("en", "English"),
  CHINESE("zh", "Chinese"),
  FRENCH("fr", "French"),
  GERMAN("de", "German"),
  HINDI("hi", "Hindi"),
  ITALIAN("it", "Italian"),
  JAPANESE("ja", "Japanese"),
  KOREAN("ko", "Korean"),
  POLISH("pl", "Polish"),
  PORTUGUESE("pt", "Portuguese"),
  RUSSIAN("ru", "Russian"),
  SPANISH("es", "Spanish"),
  TURKISH("tr", "Turkish");

  private final String code;
  private final String displayName;

  Language(String code, String displayName) {
    this.code = code;
    this.displayName = displayName;
  }

  /** The two letters of ISO 639-1. */
  public String code() {
    return code;
  }

  /** The English name. */
  public String displayName() {
    return displayName;
  }

  /** The language of a two-letter code in small letters. */
  public static Optional<Language> ofCode(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }
}
