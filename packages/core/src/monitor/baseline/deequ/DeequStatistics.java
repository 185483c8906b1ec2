import com.amazon.deequ.analyzers.Histogram;
import com.amazon.deequ.analyzers.KLLParameters;
import com.amazon.deequ.analyzers.KLLSketch;
import com.amazon.deequ.analyzers.runners.AnalysisRunner;
import com.amazon.deequ.metrics.BucketDistribution;
import com.amazon.deequ.metrics.BucketValue;
import com.amazon.deequ.metrics.Distribution;
import com.amazon.deequ.metrics.HistogramMetric;
import com.amazon.deequ.metrics.KLLMetric;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * The statistics of a CSV file with a header, by Deequ on Spark, in the layout of Model Monitor's statistics.json:
 * its KLL sketch (c 0.64, k 2048) and ten buckets, which Deequ makes of equal width.
 *
 * <p>Arguments: the CSV file, the file to write.
 */
public final class DeequStatistics {
  public static void main(String[] arguments) throws Exception {
    SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false").getOrCreate();
    Dataset<Row> table =
        spark.read().option("header", true).option("inferSchema", true).csv(arguments[0]);
    // Four parts, whose sketches Deequ merges; by a hash, so that they are the same in every run.
    table = table.repartition(4, table.col(table.columns()[1])).cache();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", 0.0);
    document.put("dataset", Map.of("item_count", table.count()));
    List<Object> features = new ArrayList<>();
    for (StructField field : table.schema().fields()) features.add(feature(table, field));
    document.put("features", features);
    try (Writer file = Files.newBufferedWriter(Path.of(arguments[1]))) {
      new com.google.gson.Gson().toJson(document, file);
    }
    spark.stop();
  }

  private static Map<String, Object> feature(Dataset<Row> table, StructField field) {
    String name = field.name();
    boolean numeric = !field.dataType().equals(DataTypes.StringType);
    boolean integral = field.dataType().equals(DataTypes.IntegerType) || field.dataType().equals(DataTypes.LongType);
    long present = table.filter(table.col(name).isNotNull()).count();
    Map<String, Object> statistics = new LinkedHashMap<>();
    Map<String, Object> common = new LinkedHashMap<>();
    common.put("num_present", present);
    common.put("num_missing", table.count() - present);
    statistics.put("common", common);
    if (numeric) numbers(table, name, statistics);
    else texts(table, name, statistics);
    Map<String, Object> feature = new LinkedHashMap<>();
    feature.put("name", name);
    feature.put("inferred_type", numeric ? (integral ? "Integral" : "Fractional") : "String");
    feature.put(numeric ? "numerical_statistics" : "string_statistics", statistics);
    return feature;
  }

  private static void numbers(Dataset<Row> table, String name, Map<String, Object> statistics) {
    Row row =
        table
            .agg(
                functions.mean(name),
                functions.sum(name).cast("double"),
                functions.stddev_pop(name),
                functions.min(name).cast("double"),
                functions.max(name).cast("double"))
            .first();
    String[] names = {"mean", "sum", "std_dev", "min", "max"};
    for (int at = 0; at < names.length; at += 1) statistics.put(names[at], row.getDouble(at));
    KLLSketch analyzer = new KLLSketch(name, Option.apply(new KLLParameters(2048, 0.64, 10)));
    KLLMetric metric = (KLLMetric) run(table, analyzer);
    BucketDistribution distribution = metric.value().get();
    List<Object> buckets = new ArrayList<>();
    for (BucketValue bucket : JavaConverters.seqAsJavaList(distribution.buckets())) {
      Map<String, Object> written = new LinkedHashMap<>();
      written.put("lower_bound", bucket.lowValue());
      written.put("upper_bound", bucket.highValue());
      written.put("count", (double) bucket.count());
      buckets.add(written);
    }
    Map<String, Object> sketch = new LinkedHashMap<>();
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("c", distribution.parameters().apply(0));
    parameters.put("k", distribution.parameters().apply(1));
    sketch.put("parameters", parameters);
    sketch.put("data", distribution.data());
    Map<String, Object> kll = new LinkedHashMap<>();
    kll.put("buckets", buckets);
    kll.put("sketch", sketch);
    statistics.put("distribution", Map.of("kll", kll));
  }

  private static void texts(Dataset<Row> table, String name, Map<String, Object> statistics) {
    statistics.put("distinct_count", (double) table.filter(table.col(name).isNotNull()).select(name).distinct().count());
    HistogramMetric metric = (HistogramMetric) run(table, histogram(name));
    Distribution distribution = metric.value().get();
    List<Map<String, Object>> buckets = new ArrayList<>();
    JavaConverters.mapAsJavaMap(distribution.values())
        .forEach((value, count) -> {
          Map<String, Object> bucket = new LinkedHashMap<>();
          bucket.put("value", value);
          bucket.put("count", count.absolute());
          buckets.add(bucket);
        });
    buckets.sort(Comparator.comparing(bucket -> (String) bucket.get("value")));
    statistics.put("distribution", Map.of("categorical", Map.of("buckets", buckets)));
  }

  private static Histogram histogram(String name) {
    return new Histogram(
        name,
        Histogram.apply$default$2(),
        Histogram.apply$default$3(),
        Histogram.apply$default$4(),
        Histogram.apply$default$5(),
        Histogram.apply$default$6());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object run(Dataset<Row> table, com.amazon.deequ.analyzers.Analyzer analyzer) {
    return ((Option<?>) AnalysisRunner.onData(table).addAnalyzer(analyzer).run().metric(analyzer)).get();
  }
}
