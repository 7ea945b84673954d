package org.barkdjl.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Copies an archive with one of its files changed. */
final class EditedArchive {
  private EditedArchive() {}

  /** Everything is in half precision, as on CUDA, but on whatever device. */
  static Path inHalf(Path archive, Path target) throws IOException {
    String halve =
        """
          def halve(self: __torch__.M, xs: List[Tensor]) -> NoneType:
            for i in range(torch.len(xs)):
              _x = torch._set_item(xs, i, torch.to(xs[i], 5))

          def halve_optional(self: __torch__.M, xs: List[Optional[Tensor]]) -> NoneType:
            for i in range(torch.len(xs)):
              x = xs[i]
              if x is not None:
                _x = torch._set_item(xs, i, torch.to(x, 5))
              else:
                pass

          def prepare(self: __torch__.M, drawn: Tensor) -> Tensor:
            self.wpe = torch.to(self.wpe, 5)
            self.wte = torch.to(self.wte, 5)
            self.head = torch.to(torch.slice(self.head, 0, int(drawn[0]), int(drawn[1])), 5)
            self.ln_f_w = torch.to(self.ln_f_w, 5)
            _1 = (self).halve(self.ln_1_w, )
            _2 = (self).halve(self.ln_2_w, )
            _3 = (self).halve(self.attn_in_w, )
            _4 = (self).halve(self.attn_out_w, )
            _5 = (self).halve(self.mlp_in_w, )
            _6 = (self).halve(self.mlp_out_w, )
            for biases in [self.ln_1_b, self.ln_2_b, self.attn_in_b, self.attn_out_b, self.mlp_in_b, self.mlp_out_b]:
              _7 = (self).halve_optional(biases, )
            b = self.ln_f_b
            if b is not None:
              self.ln_f_b = torch.to(b, 5)
            else:
              pass
            return drawn

        """;
    return copy(
        archive,
        target,
        "model/code/__torch__.py",
        code ->
            new String(code, UTF_8)
                .replace("  def prepare(", halve + "  def prepare_in_full(")
                .getBytes(UTF_8));
  }

  /** Token 0 makes NaN of whatever it is fed to. */
  static Path withToken0NaN(Path archive, Path target, int width) throws IOException {
    return copy(
        archive,
        target,
        "model/mapped/wte", // of two or four bytes a number: bits that are all 1 are NaN in both
        table -> {
          byte[] changed = table.clone();
          Arrays.fill(changed, 0, 2 * width, (byte) 0xff);
          return changed;
        });
  }

  private static Path copy(Path archive, Path target, String changed, UnaryOperator<byte[]> change)
      throws IOException {
    try (ZipFile in = ZipFile.builder().setPath(archive).get();
        ZipArchiveOutputStream out = new ZipArchiveOutputStream(target)) {
      out.setMethod(ZipArchiveOutputStream.STORED);
      for (ZipArchiveEntry entry : Collections.list(in.getEntriesInPhysicalOrder())) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(changed)) {
          bytes = change.apply(bytes);
        }
        ZipArchiveEntry copy = new ZipArchiveEntry(entry.getName());
        copy.setSize(bytes.length);
        copy.setAlignment(64); // as libtorch has it
        CRC32 crc = new CRC32();
        crc.update(bytes);
        copy.setCrc(crc.getValue());
        out.putArchiveEntry(copy);
        out.write(bytes);
        out.closeArchiveEntry();
      }
    }
    return target;
  }
}
