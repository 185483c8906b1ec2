import { DescribeTrainingJobCommand } from "@aws-sdk/client-sagemaker";
import type { Entry, EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SmallAws } from "../small-aws.ts";
import { askedToRetrain, waiting } from "./asked-to-retrain.ts";

/** Where no pipeline retrains: real jobs of the small AWS, asked for by a person, up to the version that passes the gate. */
let aws: SmallAws;
afterEach(() => aws.close());

async function written<Kind extends EntryKind>(kind: Kind): Promise<Extract<Entry, { kind: Kind }>> {
  return await vi.waitFor(async () => {
    const entry = (await aws.ledger()).find(
      (one): one is Extract<Entry, { kind: Kind }> => one.kind === kind,
    );
    if (!entry) throw new Error(`There is no ${kind} yet.`);
    return entry;
  }, waiting);
}

describe("a retraining by", () => {
  it.each([
    ["tuning", "tuning-job", /^metrics\.validation:mae\.value/],
    ["automl", "automl-job", /^metrics\.MAE\.value/],
  ])("%s is registered with what the job measured, and passes the gate", async (config, kind, metric) => {
    aws = await askedToRetrain(`examples/frost/retrain-with/${config}.config.ts`);
    const accepted = await written("candidate-accepted");
    expect(accepted.data.checks[0]?.metric ?? accepted.because).toMatch(metric);
    expect((await written("retraining-requested")).data.job?.kind).toBe(kind);
    const registered = (await aws.ledger()).filter((entry) => entry.kind === "candidate-registered");
    expect(registered).toHaveLength(1);
  });

  it("a state machine that trains and registers by itself ends with a version that passes the gate", async () => {
    aws = await askedToRetrain("examples/frost/retrain-with/state-machine.config.ts");
    const accepted = await written("candidate-accepted");
    expect(accepted.data.checks[0]?.metric).toBe("metrics.validation:mae.value");
    const requested = await written("retraining-requested");
    expect(requested.data.job?.kind).toBe("state-machine");
    const succeeded = await written("retraining-succeeded");
    expect(succeeded.data.execution).toContain(`:execution:frost-train:${requested.data.displayName}`);
    expect(succeeded.data.register).toBeUndefined();
  });

  // A training job that is not interrupted is what takes its place.
  it("spot capacity that is taken back goes on, and at last on capacity of its own", async () => {
    aws = await askedToRetrain("test/fixtures/spot-fleet.ts");
    await written("candidate-accepted");
    const entries = await aws.ledger();
    const interrupted = entries.filter((entry) => entry.kind === "retraining-interrupted");
    // On a busy machine the second may be there when the first is heard of.
    expect(interrupted.at(-1)?.data.interruptions).toBe(2);
    const { stop = "", next } = interrupted.at(-1)?.data ?? {};
    const requested = await written("retraining-requested");
    expect(stop).toBe(requested.data.displayName);
    expect((await written("retraining-succeeded")).because).toContain(next?.name);
    const left = await aws.clients.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: stop }));
    expect(left).toMatchObject({ TrainingJobStatus: "Stopped" });
    expect(left.BillableTimeInSeconds).toBeLessThanOrEqual(left.TrainingTimeInSeconds ?? 0);
  });
});
