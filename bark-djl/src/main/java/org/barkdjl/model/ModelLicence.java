package org.barkdjl.model;

import org.barkdjl.hub.HubRepository;

/** What is known of the licences of weights. */
final class ModelLicence {
  private static final String SUNO = "MIT (Suno, https://github.com/suno-ai/bark)";

  /** github.com/facebookresearch/encodec has been MIT since April 2023. */
  private static final String CODEC =
      "codec: EnCodec, MIT code (Meta, https://github.com/facebookresearch/encodec); the model card"
          + " of facebook/encodec_24khz names no licence of the weights";

  private ModelLicence() {}

  static String of(HubRepository repository, String host) {
    boolean suno = repository.id().equals("suno/bark") || repository.id().equals("suno/bark-small");
    String bark = suno ? SUNO : "see https://%s/%s".formatted(host, repository.id());
    return bark + "; " + CODEC;
  }
}
