"""BarkSpeech for PySpark; docs/SPARK.md says with which it ran.

    spark-submit --jars ... program.py, in which:

        from bark_speech import BarkSpeech, write_files
        bark = BarkSpeech(idCol="id", voiceCol="voice", seed="1")
        write_files(bark.transform(texts.repartition(12, "id")), "id", "speech", "out")

Params are those of org.barkdjl.spark.BarkSpeech; values are texts, but failFast.
"""

from pyspark.ml.util import JavaMLWritable
from pyspark.ml.wrapper import JavaTransformer
from pyspark.sql import SparkSession


class BarkSpeech(JavaTransformer, JavaMLWritable):
    def __init__(self, **params):
        super().__init__()
        self._java_obj = self._new_java_obj("org.barkdjl.spark.BarkSpeech", self.uid)
        self._create_params_from_java()
        self._set(**params)


def write_files(spoken, id_col, speech_col, folder):
    jvm = SparkSession.active()._jvm
    jvm.org.barkdjl.spark.BarkFiles.write(spoken._jdf, id_col, speech_col, folder)
