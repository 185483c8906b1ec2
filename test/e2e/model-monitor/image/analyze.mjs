// In the place of Model Monitor's own container: captured rows of an hour against a baseline, feature by feature, by
// the largest distance between their cumulative distributions. Writes what the container writes, in its words.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const processing = join(process.env.OPT_ML, "processing");
const baseline = JSON.parse(readFileSync(join(processing, "baseline", "baseline.json"), "utf8"));
const rows = readdirSync(join(processing, "input"), { recursive: true, withFileTypes: true })
  .filter((each) => each.isFile())
  .flatMap(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8").trim().split("\n"))
  .map((line) => JSON.parse(line).captureData.endpointInput.data.split(",").map(Number));

const share = (values, limit) => values.filter((value) => value <= limit).length / values.length;
const distance = (one, other) =>
  Math.max(...[...one, ...other].map((limit) => Math.abs(share(one, limit) - share(other, limit))));
const threshold = 0.2;
const violations = baseline.features
  .map(({ name, values }, column) => ({
    name,
    found: distance(
      values,
      rows.map((row) => row[column]),
    ),
  }))
  .filter(({ found }) => found > threshold)
  .map(({ name, found }) => ({
    feature_name: name,
    constraint_check_type: "baseline_drift_check",
    description: `Baseline drift distance: ${found} exceeds threshold: ${threshold}`,
  }));
// Model Monitor writes no such file when there are none.
if (violations.length > 0) {
  writeFileSync(join(processing, "output", "constraint_violations.json"), JSON.stringify({ violations }));
}
mkdirSync(join(process.env.OPT_ML, "output"), { recursive: true });
const message =
  violations.length > 0
    ? `CompletedWithViolations: Job completed successfully with ${violations.length} violations.`
    : "Completed: Job completed successfully with no violations.";
writeFileSync(join(process.env.OPT_ML, "output", "message"), message);
