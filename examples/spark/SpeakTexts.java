import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.barkdjl.spark.BarkFiles;
import org.barkdjl.spark.BarkSpeech;

/**
 * Speaks the texts of a file of JSON lines with the fields id, text and, where they want them, voice and
 * speakers, as a file each: {@code SpeakTexts texts.jsonl FOLDER [PARAM=VALUE]...}.
 */
public final class SpeakTexts {
  private SpeakTexts() {}

  public static void main(String[] args) throws IOException {
    SparkSession spark = SparkSession.builder().appName("SpeakTexts").getOrCreate();
    Dataset<Row> texts =
        spark.read().schema("id STRING, text STRING, voice STRING, speakers STRING").json(args[0]);

    // Three partitions a task slot, by a hash of the id: some texts take much longer than others.
    int partitions = 3 * spark.sparkContext().defaultParallelism();
    Dataset<Row> spread = texts.repartition(partitions, texts.col("id"));

    BarkSpeech bark =
        new BarkSpeech().setIdCol("id").setVoiceCol("voice").setSpeakersCol("speakers");
    for (int i = 2; i < args.length; i++) {
      String[] param = args[i].split("=", 2);
      bark.setOption(param[0], param[1]);
    }
    BarkFiles.write(bark.transform(spread), "id", bark.getOutputCol(), args[1]);
    spark.stop();
  }
}
