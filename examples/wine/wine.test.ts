import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { describe, expect, it } from "vitest";
import { missing } from "../../test/runner/skipped.ts";
import { temporaryFolder } from "../../test/runner/temporary-folder.ts";
import fleet from "./driftwheel.config.ts";
import { winePipeline } from "./pipeline.ts";
import { features, rowOf } from "./wines.ts";
import { history, labelledRows, wineWorld } from "./world.ts";

const python = process.env.DRIFTWHEEL_PYTHON ?? "python3";

describe("the wines", () => {
  it("are first asked about whites, then about reds", () => {
    const { usual, drifted } = wineWorld(seededRandom(1));
    expect([usual.requests().next().value.kind, drifted.requests().next().value.kind]).toEqual([
      "white",
      "red",
    ]);
  });

  it("are labelled without a header: time, label, measures", () => {
    const [first] = history();
    if (!first) throw new Error("There are no wines.");
    expect(labelledRows([[new Date(0), first]])).toBe(`1970-01-01T00:00:00.000Z,1,${rowOf(first)}\n`);
    expect(rowOf(first).split(",")).toHaveLength(features.length);
  });

  it("have a pipeline that takes what the policy gives it", () => {
    expect(winePipeline().Parameters.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(Object.keys(fleet.models.wine?.retrain.parameters ?? {})),
    );
  });

  it.skipIf(missing("NumPy", python, "-c", "import numpy"))("have a baseline that the monitor reads", () => {
    const folder = temporaryFolder();
    const script = `import sys; sys.path.insert(0, sys.argv[1])
from baseline import write_baseline
from wines import FEATURES
write_baseline(sys.argv[2], [[1] + [row + place for place in range(len(FEATURES))] for row in range(50)])`;
    execFileSync(python, ["-B", "-c", script, join(import.meta.dirname, "code"), folder]);
    const read = parseBaseline(readFileSync(join(folder, "statistics.json"), "utf8"));
    expect(read.ok && read.baseline.features.map(({ name }) => name)).toEqual([...features]);
    expect(JSON.parse(readFileSync(join(folder, "constraints.json"), "utf8"))).toMatchObject({
      features: features.map((name) => ({
        name,
        completeness: 1,
        num_constraints: { is_non_negative: true },
      })),
    });
  });
});
