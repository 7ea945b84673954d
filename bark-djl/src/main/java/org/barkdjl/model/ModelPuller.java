package org.barkdjl.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.checkpoint.BarkFileFinder;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;
import org.barkdjl.hub.HubClient;
import org.barkdjl.hub.HubDownload;
import org.barkdjl.hub.HubFile;
import org.barkdjl.hub.HubRepository;
import org.barkdjl.io.DiskSpace;
import org.barkdjl.io.FolderLock;
import org.barkdjl.io.FolderTree;

/** Installs models from a hub: downloads what is missing, assembles it, and clears up. */
public final class ModelPuller {
  /** The codec of Barks whose own files lack it. */
  private static final HubRepository CODEC = HubRepository.parse("facebook/encodec_24khz");

  private static final List<String> CODEC_FILES = List.of("model.safetensors", "pytorch_model.bin");

  private final ModelStore store;
  private final HubClient hub;
  private final DiskSpace disk;
  private final InstallListener listener;

  /**
   * @param disk asked before anything is downloaded, and again before anything is written
   */
  public ModelPuller(ModelStore store, HubClient hub, DiskSpace disk, InstallListener listener) {
    this.store = store;
    this.hub = hub;
    this.disk = disk;
    this.listener = listener;
  }

  /**
   * Installs a model. After a failure what was downloaded is kept, and the next run goes on from
   * there.
   *
   * @throws ModelException if the name is taken, the repository holds no Bark, or the hub refuses,
   *     fails or cannot be reached
   * @throws IOException if the disk is too small or fails
   */
  public ModelPackage pull(PullRequest request) throws IOException {
    requireFree(request);
    Downloads downloads = Downloads.of(store.root(), request.repository());
    return FolderLock.hold(
        downloads.folder(),
        listener::waiting,
        () -> {
          requireFree(request); // another process may have installed it meanwhile
          return pull(request, downloads);
        });
  }

  private ModelPackage pull(PullRequest request, Downloads downloads) throws IOException {
    RepositoryFiles chosen = RepositoryFiles.choose(hub, request.repository(), downloads);
    HubRepository repository = chosen.repository();
    Path folder = downloads.of(repository);
    downloads.removeUnfinishedBut(repository);
    disk.require(
        downloads.folder(),
        Math.max(0, toDownload(chosen) - downloads.presentBytes(repository))
            + InstalledSize.estimate(chosen.bytes(), chosen.suno(), request.precisions()),
        "Downloading and installing " + request.name());
    List<HubDownload> wanted = new ArrayList<>(voices(repository, downloads));
    for (HubFile file : chosen.files()) {
      wanted.add(new HubDownload(file, downloads.place(file)));
    }
    Downloads.fetchAll(hub, wanted);
    if (chosen.suno() || !BarkFileFinder.holdsCodec(folder)) {
      fetchCodec(folder.resolve(BarkFileFinder.CODEC_FOLDER));
    }
    ModelPackage model = install(request, repository, folder);
    if (!request.keepDownload()) {
      new FolderTree(folder).remove();
    }
    return model;
  }

  private ModelPackage install(PullRequest request, HubRepository repository, Path folder)
      throws IOException {
    Origin origin =
        new Origin(request.name(), repository.toString(), ModelLicence.of(repository, hub.host()));
    return new ModelInstaller(store, disk)
        .install(
            new InstallRequest(origin, List.of(folder), request.precisions(), request.replace()),
            listener);
  }

  /** Three files a voice, each optional: a model is of use without them. */
  private List<HubDownload> voices(HubRepository repository, Downloads downloads)
      throws IOException {
    Optional<HubFile> list = hub.find(repository, VoiceSources.LIST);
    List<HubDownload> wanted = new ArrayList<>();
    if (list.isPresent()) {
      Path local = downloads.fetch(hub, List.of(list.get())).get(0);
      for (Map.Entry<String, List<String>> voice : VoiceList.read(local).entrySet()) {
        for (String path : voice.getValue()) {
          HubFile file = hub.small(repository, path);
          wanted.add(new HubDownload(file, downloads.place(file), true));
        }
      }
    }
    return wanted;
  }

  private void fetchCodec(Path folder) throws IOException {
    for (String name : CODEC_FILES) {
      Optional<HubFile> file = hub.find(CODEC, name);
      if (file.isPresent()) {
        Downloads.fetchAll(hub, List.of(new HubDownload(file.get(), folder.resolve(name))));
        return;
      }
    }
    throw new ModelException(
        "%s holds none of %s, which this Bark needs as its codec."
            .formatted(CODEC, String.join(", ", CODEC_FILES)));
  }

  private void requireFree(PullRequest request) {
    ModelName.require(request.name());
    if (!request.replace()) {
      new ModelInstaller(store, disk).requireFree(request.name());
    }
  }

  private static long toDownload(RepositoryFiles chosen) {
    return chosen.files().stream()
        .filter(file -> file.cached().isEmpty())
        .mapToLong(file -> Math.max(0, file.bytes()))
        .sum();
  }

  /** Estimates what a package takes before its checkpoint is there to be read. */
  private static final class InstalledSize {
    /** Shares of an fp32 checkpoint, measured on the sizes of suno/bark and rounded up. */
    private static final Map<Precision, Double> CAUSAL =
        Map.of(Precision.INT8, 0.25, Precision.FP16, 0.4, Precision.FP32, 0.75);

    private static final double FINE_AND_CODEC = 0.3;
    private static final double FINE_FP16 = 0.15;

    /** A training's state makes Suno's files three times as large as the weights. */
    private static final double SUNO_WEIGHTS = 1 / 3.0;

    static long estimate(long checkpointBytes, boolean suno, Set<Precision> precisions) {
      double share =
          FINE_AND_CODEC
              + precisions.stream().mapToDouble(CAUSAL::get).sum()
              + (precisions.contains(Precision.FP16) ? FINE_FP16 : 0);
      return Math.round(checkpointBytes * (suno ? SUNO_WEIGHTS : 1) * share);
    }
  }
}
