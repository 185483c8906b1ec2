import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drifted, feature, steady, windowReported } from "@driftwheel/core/decider/testing/drift-steps.ts";
import { model } from "@driftwheel/core/decider/testing/model.ts";
import {
  looked,
  onTrial,
  retrainingEnded,
  type Step,
  settled,
} from "@driftwheel/core/decider/testing/steps.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";
import { writeLedgerFile } from "../ledger/ledger-file.ts";

const core = new URL("../../../core/src/policy/define-fleet.ts", import.meta.url).href;
const fleet = (policy = "") => `
import { defineFleet } from ${JSON.stringify(core)};
export default defineFleet({ models: { meadow: {
  endpoint: "meadow-prod",
  packageGroup: "meadow",
  drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 4 } },
  retrain: { pipeline: "meadow-train", cooldown: "3 hours", budget: { perMonth: "$10", perRun: "$4", alertAt: 1 },
    parameters: { Champion: { from: "champion model data" } } },
  gate: [{ metric: "mae", atMost: 2 }],
  approve: { by: "person", within: "2 days" },
  rollout: { ramp: [20, 60] },
  ${policy}
} } });
`;

async function folderWith(steps: readonly Step[], change: (entry: Entry) => Entry = (entry) => entry) {
  const directory = temporaryFolder();
  const world = model();
  for (const step of steps) step(world);
  await writeLedgerFile(join(directory, ".driftwheel/ledger.jsonl"), world.written.map(change));
  writeFileSync(join(directory, "driftwheel.config.ts"), fleet());
  return { directory, entries: world.written };
}

const drifting: readonly Step[] = [drifted, drifted, drifted];

it("a model's ledger under its own policy is the same, and people are told so", async () => {
  const { directory, entries } = await folderWith([...onTrial, looked(), settled]);
  const { code, out } = await type(["replay", "meadow", "--no-json"], { directory });
  expect(code).toBe(0);
  expect(out[0]).toMatch(
    /^meadow, 2026-07-06 09:00:00 to .* UTC: 0 windows, 1 look, 1 gate decided again, none otherwise\.$/,
  );
  expect(out).toContain(`All ${entries.length} entries would be the same, to the last character.`);
});

it("another policy is told with where it parts, what is assumed, and both sides' figures", async () => {
  const { directory } = await folderWith([...drifting, ...retrainingEnded("Failed"), steady]);
  writeFileSync(join(directory, "new.ts"), fleet('alerts: { page: ["drift-confirmed"] },'));
  const { code, out } = await type(["replay", "meadow", "--policy", "new.ts", "--no-json"], { directory });
  expect(code).toBe(0);
  expect(out).toContain("  #4  2026-07-06 12:00:00");
  expect(out).toContain(
    "      this policy  drift-confirmed, retraining-requested, alert-raised page drift-confirmed",
  );
  expect(out.join("\n")).toMatch(/alerts: page +0 +1/);
});

it("JSON has a line for each model, and the fleet's where none is named", async () => {
  const { directory } = await folderWith(drifting);
  writeFileSync(
    join(directory, "new.ts"),
    fleet(
      'alerts: { page: ["drift-confirmed"] }, rollout: { ramp: [20, 60], pollEvery: "1 minute" },',
    ).replace("rollout: { ramp: [20, 60] },", ""),
  );
  const { out } = await type(["replay", "--policy", "new.ts"], { directory });
  const [first, second, ...more] = out.map((line) => JSON.parse(line));
  expect(first).toMatchObject({
    model: "meadow",
    partings: [{ sequence: expect.any(Number), assumed: false }],
    was: { alerts: { page: 0 } },
    would: { alerts: { page: 1 } },
    // How often the endpoint is asked makes no difference to a ledger.
    notWeighed: ["rollout.pollEvery"],
  });
  expect(second).toMatchObject({ fleet: { models: 1, otherwise: ["meadow"], would: { confirmed: 1 } } });
  expect(more).toEqual([]);
});

it("a time is given in any form that has a day", async () => {
  const { directory } = await folderWith(drifting);
  const { out } = await type(["replay", "meadow", "--from", "2026-07-06T11:30Z", "--to", "2026-07-07"], {
    directory,
  });
  expect(JSON.parse(out[0] ?? "")).toMatchObject({ decided: { windows: 1 } });
  const { code } = await type(["replay", "meadow", "--from", "yesterday"], { directory });
  expect(code).toBe(2);
});

describe("what cannot be replayed is told, with nothing half written", () => {
  it.each<[string, readonly string[], string, number, RegExp]>([
    [
      "a policy of other models",
      ["meadow", "--policy", "new.ts"],
      fleet().replace("meadow: {", "harbour: {"),
      2,
      /^The fleet has no model meadow; it has harbour\.$/,
    ],
    [
      "a policy that is not there",
      ["meadow", "--policy", "none.ts"],
      "",
      1,
      /^none\.ts: there is no such file; --policy names a module/,
    ],
    [
      "a policy that lacks a column that moved",
      ["meadow", "--policy", "new.ts"],
      fleet().replace('monitor: "external"', 'columns: ["sun"], monitor: "external"'),
      2,
      /^models\.meadow\.drift\.columns lacks "rain", which moved in entry 2: .* driftwheel watch\.$/,
    ],
    [
      "a model without entries",
      ["harbour"],
      fleet().replace("meadow: {", "harbour: {"),
      2,
      /^The fleet has no model harbour; it has meadow\.$/,
    ],
  ])("%s", async (_, words, text, expected, told) => {
    const { directory } = await folderWith(drifting);
    writeFileSync(
      join(directory, "driftwheel.config.ts"),
      fleet().replace('monitor: "external"', 'columns: ["rain"], monitor: "external"'),
    );
    if (text) writeFileSync(join(directory, "new.ts"), text);
    const { code, out, hints } = await type(["replay", ...words], { directory });
    expect({ code, out }).toEqual({ code: expected, out: [] });
    expect(hints.join("\n")).toMatch(told);
  });

  it("an entry of a kind that a later version wrote", async () => {
    const { directory } = await folderWith(drifting, (entry) =>
      // What no version of today writes.
      entry.sequence === 3 ? ({ ...entry, kind: "weather-asked" } as unknown as Entry) : entry,
    );
    const { code, out, hints } = await type(["replay", "meadow"], { directory });
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(hints.join("\n")).toMatch(
      /^Entry 3 of meadow has kind "weather-asked", which this version of Driftwheel does not know/,
    );
  });

  it("a column that the baseline lacks", async () => {
    const { directory } = await folderWith(drifting);
    const rain = {
      ...{ name: "rain", inferred_type: "String" },
      string_statistics: {
        common: { num_present: 500, num_missing: 0 },
        distinct_count: 2,
        distribution: {
          categorical: {
            buckets: [
              { value: "none", count: 400 },
              { value: "some", count: 100 },
            ],
          },
        },
      },
    };
    const statistics = { version: 0, dataset: { item_count: 500 }, features: [rain] };
    writeFileSync(join(directory, "statistics.json"), JSON.stringify(statistics));
    writeFileSync(
      join(directory, "new.ts"),
      fleet().replace('monitor: "external"', 'columns: ["rain", "sun"], monitor: "external"'),
    );
    const words = ["replay", "meadow", "--policy", "new.ts", "--baseline", "statistics.json"];
    const { code, hints } = await type(words, { directory });
    expect(code).toBe(2);
    expect(hints.join("\n")).toMatch(
      /models\.meadow\.drift\.columns\.1 is "sun", which the baseline lacks; it has rain\./,
    );
  });
});

describe("suggest", () => {
  it("says that a short past is not enough, and how much is", async () => {
    const { directory } = await folderWith(drifting);
    const { code, out, hints } = await type(["suggest", "meadow"], { directory });
    expect(code).toBe(8);
    expect(JSON.parse(out[0] ?? "")).toMatchObject({
      result: "not-enough-data",
      restsOn: { windows: 0, drifts: 1 },
    });
    expect(hints.join("\n")).toMatch(/^Not enough data: 0 windows outside drift/);
  });

  it("tells the curves, what the past speaks for, and draws the first", async () => {
    const quiet = Array.from({ length: 200 }, (_, index) =>
      windowReported([feature("rain", 0.05 + (index % 7) / 100)]),
    );
    const { directory } = await folderWith(quiet);
    const { code, out, hints } = await type(["suggest", "meadow", "--picture", "curve.svg", "--no-json"], {
      directory,
    });
    expect({ code, hints }).toEqual({ code: 0, hints: ["Wrote curve.svg."] });
    expect(out[0]).toMatch(/^meadow: 200 windows of 1 hour outside drift/);
    expect(out.join("\n")).toContain("drift.sensitivity.minEffect: the past speaks for none");
    const picture = readFileSync(join(directory, "curve.svg"), "utf8");
    expect(picture).toMatch(/^<svg [^>]+>\n<title>meadow: /);
    expect(picture.match(/<circle/g)).toHaveLength(9);
  });
});
