package org.barkdjl.hub;

import org.barkdjl.error.InputException;

/** A hub's access token. It is sent to the hub and shown nowhere. */
public final class HubToken {
  private final String value;

  /** Throws InputException if the text cannot be a token. */
  public HubToken(String value) {
    String trimmed = value.strip();
    // HttpClient would quote a token that is no header's value in its exception.
    if (trimmed.isEmpty() || !trimmed.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InputException(
          "HF_TOKEN is not a token: it is empty or holds blanks or characters beyond ASCII.");
    }
    this.value = trimmed;
  }

  String authorization() {
    return "Bearer " + value;
  }

  @Override
  public String toString() {
    return "HubToken[hidden]";
  }
}
