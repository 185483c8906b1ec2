import { targetVariant } from "@driftwheel/driftwheel/assignment/target-variant.ts";
import {
  type LocalSageMaker,
  localSageMaker,
  settled,
} from "@driftwheel/local/sagemaker/testing/local-sagemaker.ts";
import { createConfig, invoke } from "@driftwheel/local/sagemaker/testing/tiny-endpoint.ts";
import { afterAll, beforeAll, expect, it } from "vitest";

const EndpointName = "tide-prod";
const users = Array.from({ length: 120 }, (_, user) => `user-${user}`);
let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  await local.createModel(4);
  await local.createModel(5);
  await createConfig(local, "tide-v5-1-trial", {
    "version-4": ["model-4", 90],
    "version-5": ["model-5", 10],
  });
  await local.sagemaker.createEndpoint({ EndpointName, EndpointConfigName: "tide-v5-1-trial" });
  expect((await settled(local, EndpointName)).EndpointStatus).toBe("InService");
});
afterAll(() => local.close());

async function share(percent: number): Promise<void> {
  await local.sagemaker.updateEndpointWeightsAndCapacities({
    EndpointName,
    DesiredWeightsAndCapacities: [
      { VariantName: "version-4", DesiredWeight: 100 - percent },
      { VariantName: "version-5", DesiredWeight: percent },
    ],
  });
  await settled(local, EndpointName);
}

/** Which variant answers each user, asked twice. */
async function answered(): Promise<ReadonlyMap<string, string>> {
  const endpoint = await local.sagemaker.describeEndpoint({ EndpointName });
  const answers = new Map<string, string>();
  for (const user of users) {
    const TargetVariant = targetVariant(user, endpoint);
    const ask = () => invoke(local, EndpointName, user, TargetVariant === undefined ? {} : { TargetVariant });
    const [one, other] = [await ask(), await ask()];
    expect(one.mean).toBe(other.mean);
    expect(one.variant).toBe(TargetVariant);
    answers.set(user, one.variant ?? "");
  }
  return answers;
}

it("callers keep each user at a variant: shares are right to the user, and no user goes back while the ramp widens", async () => {
  const steps = [];
  for (const percent of [10, 25, 50]) {
    await share(percent);
    steps.push({ percent, answers: await answered() });
  }
  let before = new Set<string>();
  for (const { percent, answers } of steps) {
    const challengers = new Set(users.filter((user) => answers.get(user) === "version-5"));
    const expected = users.filter((user) => isBelow(user, percent));
    expect([...challengers]).toEqual(expected);
    for (const user of before) expect(challengers).toContain(user);
    expect(challengers.size).toBeGreaterThan(before.size);
    before = challengers;
  }
  await share(100);
  const endpoint = await local.sagemaker.describeEndpoint({ EndpointName });
  expect(targetVariant("user-1", endpoint)).toBeUndefined();
});

/** By the challenger's buckets, which are the last ones because its name is. */
function isBelow(user: string, percent: number): boolean {
  const weights = { EndpointConfigName: "tide-v5-1-trial" };
  const fine = Array.from({ length: 100 }, (_, bucket) => ({
    VariantName: `bucket-${String(bucket).padStart(2, "0")}`,
    CurrentWeight: 1,
  }));
  const bucket = targetVariant(user, { ...weights, ProductionVariants: fine });
  return Number(bucket?.slice("bucket-".length)) >= 100 - percent;
}
