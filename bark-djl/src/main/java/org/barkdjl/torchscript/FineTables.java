package org.barkdjl.torchscript;

import java.util.ArrayList;
import java.util.List;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.checkpoint.TensorData;
import org.barkdjl.weights.ElementType;

/**
 * The embedding tables of the fine GPT, (entries, E) each, one a codebook. From codebook 1 on a
 * table is the codebook's head, too (model_fine.py ties them); checkpoints store both or either.
 * Where both are stored the head is taken, since Suno's loader writes it last.
 */
record FineTables(GptConfig config, StageTensors tensors, Binder binder, ElementType type) {
  List<TensorData> take(int codebooks) {
    List<TensorData> tables = new ArrayList<>();
    for (int c = 0; c < codebooks; c++) {
      String table = "input_embeds_layers." + c + ".weight";
      String head = "lm_heads." + (c - 1) + ".weight";
      String name = tensors.has(head) ? head : table;
      tables.add(binder.take(name, type, config.inputVocabulary(), config.width()));
      binder.ignore(table);
    }
    return tables;
  }
}
