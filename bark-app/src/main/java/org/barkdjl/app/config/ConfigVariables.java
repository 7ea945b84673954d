package org.barkdjl.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.barkdjl.app.cli.Suggestion;
import org.barkdjl.home.BarkHome;
import org.barkdjl.options.Setting;

/**
 * Defaults of the user's own in the environment.
 *
 * @param settings by key
 * @param warnings of variables that look like one of these and are none
 */
record ConfigVariables(Map<String, Setting> settings, List<String> warnings) {
  private static final String PREFIX = "BARK_";

  /**
   * Kubernetes gives such variables to all, BARK_PORT among them where a service is called bark.
   */
  private static final String SERVICE = "tcp://";

  /** What the launcher and {@link BarkHome} read. */
  static final Set<String> OTHERS =
      Set.of("BARK_HOME", "BARK_CUDA", "BARK_JAVA_OPTS", "BARK_FFMPEG");

  static ConfigVariables read(ConfigKeys keys, Map<String, String> environment) {
    Map<String, String> byVariable =
        keys.names().stream().collect(Collectors.toMap(ConfigVariables::variable, key -> key));
    Map<String, Setting> settings = new TreeMap<>();
    List<String> warnings = new ArrayList<>();
    // In an order that does not change from run to run.
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      String variable = entry.getKey();
      String key = byVariable.get(variable);
      if (entry.getValue().startsWith(SERVICE)) {
        continue;
      }
      if (key != null) {
        settings.put(
            key, new Setting(entry.getValue(), "Variable " + variable, "variable " + variable));
      } else if (variable.startsWith(PREFIX) && !OTHERS.contains(variable)) {
        Optional<String> meant = Suggestion.of(variable, byVariable.keySet(), 2);
        warnings.add(
            "the variable %s means nothing to bark%s"
                .formatted(
                    variable, meant.map(name -> "; did you mean " + name + "?").orElse(".")));
      }
    }
    return new ConfigVariables(settings, List.copyOf(warnings));
  }

  /** The variable that sets a key. */
  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
