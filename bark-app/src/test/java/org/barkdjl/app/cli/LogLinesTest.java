package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The lines that conf/logback.xml makes. */
class LogLinesTest {
  @Test
  void controlCharactersDoNotReachTheTerminal() throws JoranException {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("..", "conf", "logback.xml").toFile());
    Logger logger = context.getLogger("org.barkdjl.Some");
    ConsoleAppender<ILoggingEvent> stderr =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    LoggingEvent event =
        new LoggingEvent(
            "",
            logger,
            Level.WARN,
            "Item {} failed.",
            new IllegalStateException("red \u001b[31m"),
            new Object[] {"a\u0007\u009b2J\u202e\tb"});
    String line = new String(stderr.getEncoder().encode(event), StandardCharsets.UTF_8);
    assertEquals(
        "WARN  Some: Item a??2J?\tb failed.\njava.lang.IllegalStateException: red ?[31m",
        line.lines().limit(2).reduce((a, b) -> a + "\n" + b).orElseThrow());
    context.stop();
  }
}
