package org.barkdjl.app;

import java.util.Map;

/**
 * What a command has of the world outside.
 *
 * @param terminal its streams
 * @param environment the environment variables; nothing below the command line reads them
 * @param cancellation whether the user wants it to stop
 */
record Context(Terminal terminal, Map<String, String> environment, Cancellation cancellation) {
  BarkHome home() {
    return BarkHome.of(environment, System.getProperty("user.home"));
  }
}
