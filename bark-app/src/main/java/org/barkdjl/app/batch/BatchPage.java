package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.barkdjl.app.listening.ListeningPage;
import org.barkdjl.takes.SpeechMeasures;

/** Makes a page of what lies in a results folder. */
final class BatchPage {
  private BatchPage() {}

  /**
   * Writes the page of a folder, with what its results file tells and its files hold.
   *
   * @return the file
   */
  static Path write(Path folder) throws IOException {
    Map<Long, List<Result>> items = new TreeMap<>();
    for (Result result : ResultFile.read(folder).all()) {
      items.computeIfAbsent(result.key().index(), index -> new ArrayList<>()).add(result);
    }
    List<ListeningPage.Text> texts = new ArrayList<>();
    items.values().forEach(results -> texts.add(text(folder, results)));
    return new ListeningPage(folder).write(texts);
  }

  /**
   * @param results of one item, and of its takes
   */
  private static ListeningPage.Text text(Path folder, List<Result> results) {
    Optional<Result> item = results.stream().filter(result -> result.takeNumber() == 0).findFirst();
    Optional<Integer> chosen = item.map(result -> result.key().chosenTake());
    List<Result> audible =
        new ArrayList<>(results.stream().filter(result -> result.isIn(folder)).toList());
    // The item's own file is one of its takes, if these are there.
    if (audible.size() > 1) {
      audible.removeIf(result -> result.takeNumber() == 0);
    }
    Optional<String> problem =
        audible.isEmpty()
            ? Optional.of(
                results.stream()
                    .map(Result::error)
                    .filter(error -> error != null)
                    .findFirst()
                    .orElse("Its audio is not there."))
            : Optional.empty();
    return new ListeningPage.Text(
        results.get(0).key().id(),
        audible.stream()
            .map(result -> take(result, chosen, place(result, audible)))
            .sorted(Comparator.comparingInt(ListeningPage.Take::number))
            .toList(),
        problem);
  }

  /** Those alike in what was measured share a place. */
  private static int place(Result result, List<Result> all) {
    return 1
        + (int)
            all.stream()
                .filter(other -> result.speechMeasures().isPresent())
                .flatMap(other -> other.speechMeasures().stream())
                .filter(
                    other ->
                        SpeechMeasures.BEST_FIRST.compare(
                                other, result.speechMeasures().orElseThrow())
                            < 0)
                .count();
  }

  private static ListeningPage.Take take(Result result, Optional<Integer> chosen, int place) {
    int number =
        result.key().chosenTake() == null ? result.takeNumber() : result.key().chosenTake();
    Optional<SpeechMeasures> measures = result.speechMeasures();
    List<String> remarks = new ArrayList<>();
    measures.ifPresent(
        known ->
            known
                .faults()
                .forEach(fault -> remarks.add(Messages.fault(fault, known.values().get(fault)))));
    if (result.sound().warnings() != null) {
      remarks.addAll(result.sound().warnings());
    }
    return new ListeningPage.Take(
        number,
        result.file(),
        result.tries().seed() == null ? 0 : result.tries().seed(),
        result.audioSeconds(),
        measures.map(SpeechMeasures::points),
        place,
        remarks,
        chosen.isPresent() && chosen.get() == number);
  }
}
