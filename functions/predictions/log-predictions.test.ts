import { pointTo } from "@driftwheel/aws/testing/json-wire.ts";
import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { logPredictions } from "./log-predictions.ts";

const drift: ModelPolicyInput["drift"] = {
  monitor: "driftwheel",
  sensitivity: { falseAlarmsPerYear: 4 },
  predictionLog: "s3://tides/predictions/",
};
const fleet = fleetOf({ tides: { drift }, dunes: {} });
const sentAt = new Date("2026-03-09T14:30:00Z");
const prediction = (inferenceId: string, time = "2026-03-09T14:29:00Z") => ({
  inferenceId,
  time,
  variant: "AllTraffic",
  request: { contentType: "text/csv", body: "1,2" },
});
const message = (...predictions: readonly unknown[]) => JSON.stringify({ model: "tides", predictions });

let local: LocalServer;
beforeEach(async () => {
  local = await startLocal();
  pointTo(local.url);
  await local.world.objects.put("tides", "other/there", new Uint8Array());
});
afterEach(() => local.close());

async function keys(prefix: string): Promise<readonly string[]> {
  const { listObjects } = await import("@driftwheel/aws/s3/objects.ts");
  const found: string[] = [];
  for await (const { key } of listObjects({ bucket: "tides", key: prefix })) found.push(key);
  return found;
}
const textOf = async (key: string) =>
  new TextDecoder().decode((await local.world.objects.get("tides", key)) ?? undefined);
const linesOf = async () =>
  (await Promise.all((await keys("predictions/")).map(textOf))).flatMap((text) => text.trim().split("\n"));

describe("a message of predictions", () => {
  it("is logged by variant and hour, below the endpoint of its model", async () => {
    const body = message(prediction("a"), prediction("b", "2026-03-09T13:10:00Z"), prediction("c"));
    expect(await logPredictions(body, sentAt, fleet)).toEqual({
      model: "tides",
      files: 2,
      written: 2,
      refusal: null,
    });
    expect(await keys("predictions/")).toEqual([
      expect.stringMatching(/^predictions\/tides-prod\/AllTraffic\/2026\/03\/09\/13\/[0-9a-f]{32}\.jsonl$/),
      expect.stringMatching(/^predictions\/tides-prod\/AllTraffic\/2026\/03\/09\/14\/[0-9a-f]{32}\.jsonl$/),
    ]);
    expect(await linesOf()).toHaveLength(3);
  });

  it("that comes again, or two at once, is logged once", async () => {
    const body = message(prediction("a"), prediction("b", "2026-03-09T13:10:00Z"));
    await Promise.all([logPredictions(body, sentAt, fleet), logPredictions(body, sentAt, fleet)]);
    expect(await logPredictions(body, sentAt, fleet)).toMatchObject({ files: 2, written: 0 });
    expect(await linesOf()).toHaveLength(2);
  });

  it("that was logged in part is logged whole when it comes again", async () => {
    const body = message(prediction("a"), prediction("b", "2026-03-09T13:10:00Z"));
    await logPredictions(body, sentAt, fleet);
    const [first = ""] = await keys("predictions/");
    await local.world.objects.delete("tides", first);
    expect(await logPredictions(body, sentAt, fleet)).toMatchObject({ files: 2, written: 1 });
    expect(await linesOf()).toHaveLength(2);
  });

  it("has what is wrong in it told and kept, and all else logged", async () => {
    const wrong = { ...prediction("b"), variant: "no variant" };
    const { refusal } = await logPredictions(message(prediction("a"), wrong), sentAt, fleet);
    const [kept = ""] = await keys("driftwheel/refused-predictions/tides-prod/2026/03/09/14/");
    expect(refusal?.message).toBe(
      `1 of the message's predictions are not logged: predictions.1.variant: is "no variant"; expected the variant that answered: 1 to 63 letters, digits and hyphens, or an artifact's name that ends in .tar.gz. They are kept in s3://tides/${kept}`,
    );
    expect(JSON.parse(await textOf(kept))).toMatchObject({
      sentAt: sentAt.toISOString(),
      refused: [{ place: 1, prediction: wrong }],
    });
    expect(await linesOf()).toHaveLength(1);
  });

  it.each([
    ["{", "the message is no JSON; expected an object with model and predictions"],
    [
      JSON.stringify({ model: "dunes", predictions: [prediction("a")] }),
      'model: is "dunes"; expected a model of the fleet with a drift.predictionLog: tides has one',
    ],
    [JSON.stringify({ model: "toString", predictions: [prediction("a")] }), 'model: is "toString"; expected'],
  ])("that belongs nowhere fails, so that the queue keeps it: %s", async (body, reason) => {
    await expect(logPredictions(body, sentAt, fleet)).rejects.toThrow(reason);
    expect(await keys("predictions/")).toEqual([]);
  });
});
