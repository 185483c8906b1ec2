import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { SmallAws } from "../small-aws.ts";
import { askedToRetrain, waiting } from "./asked-to-retrain.ts";

/** A person asks to retrain while nothing drifts: what only drift gives is left to the pipeline's own defaults. */
let aws: SmallAws;

beforeAll(async () => {
  aws = await askedToRetrain();
});

afterAll(() => aws.close());

it("a retraining without drift starts, succeeds, and says which parameters it left out", async () => {
  await vi.waitFor(async () => {
    const kinds = (await aws.ledger()).map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(["retraining-started", "retraining-succeeded", "candidate-registered"]),
    );
  }, waiting);
  const requested = (await aws.ledger()).find((entry) => entry.kind === "retraining-requested");
  expect(Object.keys(requested?.data.parameters ?? {})).toEqual(["LabelledData", "ChampionModelData"]);
  expect(requested?.because).toMatch(
    /asked to retrain: new sensors\. Left to the pipeline's own default, having no value now: WindowStart \(window start\), WindowEnd \(window end\), DriftedFeatures \(drifted features\)\.$/,
  );
});
