package org.barkdjl.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.barkdjl.error.InputException;

/**
 * Whose certificates are trusted: Java's own list, or that of a file as OpenSSL's programs take it.
 */
public final class HubTrust {
  /** Java's own list. */
  public static final HubTrust JAVA = new HubTrust(Optional.empty());

  private final Optional<SSLContext> context;

  private HubTrust(Optional<SSLContext> context) {
    this.context = context;
  }

  /**
   * Reads {@code SSL_CERT_FILE}, or {@code REQUESTS_CA_BUNDLE}: a file of certificates in PEM,
   * which are trusted instead of Java's own.
   *
   * @throws InputException if it cannot be used
   */
  public static HubTrust of(Map<String, String> environment) {
    return Stream.of("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .findFirst()
        .map(name -> new HubTrust(Optional.of(context(name, Path.of(environment.get(name))))))
        .orElse(JAVA);
  }

  /** Empty: Java's own. */
  Optional<SSLContext> context() {
    return context;
  }

  private static SSLContext context(String name, Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (certificates.isEmpty()) {
        throw new CertificateException("it is empty");
      }
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (CertificateException e) {
      throw new InputException("%s, %s, holds no certificates in PEM.".formatted(name, file), e);
    } catch (IOException e) {
      throw new InputException("%s, %s, cannot be read.".formatted(name, file), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has these
    }
  }
}
