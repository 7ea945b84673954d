package org.barkdjl.torchscript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.barkdjl.checkpoint.NotFiniteScan;
import org.barkdjl.error.ModelException;
import org.barkdjl.weights.ElementType;

/**
 * An archive that {@link TorchScriptArchive} has written, with the programs of whichever version.
 *
 * @param file where it lies
 */
public record WrittenArchive(Path file) {
  /** Far above any program or list of attributes. */
  private static final int MAX_TEXT_BYTES = 4 << 20;

  /**
   * In what {@link ModulePickle} writes: an attribute of tensors, or a tensor's type and number.
   */
  private static final Pattern STATE =
      Pattern.compile(
          "X(?s:.{4})(\\w+)ctorch\\.(?:_utils|jit)|ctorch\n(\\w+Storage)\nX(?s:.{4})(\\d+)X");

  private static final Pattern DECLARATION = Pattern.compile("^ {2}(\\w+) : ", Pattern.MULTILINE);

  /**
   * Whether its code is that of these programs, comments aside.
   *
   * @throws ModelException if it is no such archive
   */
  public boolean holds(ProgramText programs) throws IOException {
    try (ZipFile zip = open()) {
      return ProgramText.code(methods(text(zip))).equals(ProgramText.code(programs.source()));
    }
  }

  /**
   * Whether it has every attribute that the programs use. An attribute that comes to mean something
   * else, or is of another type, gets another name.
   *
   * @throws ModelException if it is no such archive
   */
  public boolean fits(ProgramText programs) throws IOException {
    try (ZipFile zip = open()) {
      String text = text(zip);
      Set<String> declared =
          DECLARATION
              .matcher(text.substring(0, text.length() - methods(text).length()))
              .results()
              .map(match -> match.group(1))
              .collect(Collectors.toSet());
      return declared.containsAll(programs.attributes());
    }
  }

  /** A tensor, and the attribute that it is, or is one of. */
  private record Tensor(String attribute, ElementType type, ZipArchiveEntry entry) {}

  /** The attributes whose tensors hold NaN or infinity. */
  public Set<String> notFinite() throws IOException {
    Set<String> names = new TreeSet<>();
    try (ZipFile zip = open()) {
      for (Tensor tensor : tensors(zip)) {
        NotFiniteScan scan = new NotFiniteScan(tensor.type(), OutputStream.nullOutputStream());
        try (InputStream in = zip.getInputStream(tensor.entry())) {
          in.transferTo(scan);
        }
        if (scan.found()) {
          names.add(tensor.attribute());
        }
      }
    }
    return names;
  }

  /**
   * A part of the file, in bytes.
   *
   * @param start where it begins
   * @param length its length
   */
  public record Place(long start, long length) {}

  /**
   * Where in the file a tensor's numbers lie.
   *
   * @param attribute a tensor
   * @throws ModelException if it is no such archive, or has no such tensor
   */
  public Place place(String attribute) throws IOException {
    try (ZipFile zip = open()) {
      ZipArchiveEntry entry =
          tensors(zip).stream()
              .filter(tensor -> tensor.attribute().equals(attribute))
              .findFirst()
              .orElseThrow(this::notOurs)
              .entry();
      zip.getRawInputStream(entry).close(); // finds the offset
      return new Place(entry.getDataOffset(), entry.getSize());
    }
  }

  /**
   * Writes it again with other programs, which it must fit; its tensors are copied as they are.
   *
   * @param target must not exist
   * @param progress told after each tensor how many bytes of tensors are written
   */
  public void repack(ProgramText programs, Path target, LongConsumer progress) throws IOException {
    try (ZipFile zip = open();
        ArchiveOutput out = new ArchiveOutput(target)) {
      String text = text(zip);
      String declarations = text.substring(0, text.length() - methods(text).length());
      long done = 0;
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        if (entry.getName().equals(ArchiveOutput.CODE)) {
          out.text(entry.getName(), (declarations + programs.source()).getBytes(UTF_8));
          continue;
        }
        try (InputStream in = zip.getInputStream(entry)) {
          if (entry.getName().startsWith(ArchiveOutput.TENSORS)
              || entry.getName().startsWith(ArchiveOutput.MAPPED)) {
            out.tensor(entry.getName(), entry.getSize(), in::transferTo);
            done += entry.getSize();
            progress.accept(done);
          } else {
            out.text(entry.getName(), in.readNBytes(Math.toIntExact(entry.getSize())));
          }
        }
      }
    }
  }

  private ZipFile open() throws IOException {
    try {
      return ZipFile.builder().setPath(file).setIgnoreLocalFileHeader(true).get();
    } catch (ZipException e) {
      throw new ModelException(file + " is damaged: it is no zip archive any more.", e);
    }
  }

  private List<Tensor> tensors(ZipFile zip) throws IOException {
    ZipArchiveEntry pickle = zip.getEntry(ArchiveOutput.ROOT + "data.pkl");
    if (pickle == null) {
      throw notOurs();
    }
    String state;
    try (InputStream in = zip.getInputStream(pickle)) {
      state = new String(in.readNBytes(MAX_TEXT_BYTES), ISO_8859_1);
    }
    List<Tensor> tensors = new ArrayList<>();
    String attribute = "";
    for (Matcher found = STATE.matcher(state); found.find(); ) {
      if (found.group(1) != null) {
        attribute = found.group(1);
        continue;
      }
      ElementType type = ElementType.ofTorchStorage(found.group(2)).orElseThrow(this::notOurs);
      ZipArchiveEntry mapped = zip.getEntry(ArchiveOutput.MAPPED + attribute);
      tensors.add(
          new Tensor(
              attribute,
              type,
              mapped != null ? mapped : zip.getEntry(ArchiveOutput.TENSORS + found.group(3))));
    }
    return tensors;
  }

  private String text(ZipFile zip) throws IOException {
    ZipArchiveEntry entry = zip.getEntry(ArchiveOutput.CODE);
    if (entry == null) {
      throw notOurs();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readNBytes(MAX_TEXT_BYTES), UTF_8);
    }
  }

  /** What follows the declarations. */
  private String methods(String text) {
    int end = text.indexOf(TorchScriptArchive.LAST_DECLARATION);
    if (end < 0) {
      throw notOurs();
    }
    return text.substring(end + TorchScriptArchive.LAST_DECLARATION.length());
  }

  private ModelException notOurs() {
    return new ModelException(file + " is no archive of this program.");
  }
}
