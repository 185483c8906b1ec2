import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled, until } from "../testing/local-sagemaker.ts";
import { createConfig, invoke, type Weights } from "../testing/tiny-endpoint.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  for (const mean of [1, 2, 3]) await local.createModel(mean);
  await local.createModel(66, { BROKEN: "yes" });
});
afterAll(() => local.close());

async function deploy(name: string, variants: Weights): Promise<void> {
  await createConfig(local, `${name}-1`, variants);
  await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: `${name}-1` });
  await settled(local, name);
}

function statuses(name: string, detailType: string): unknown[] {
  return local.events
    .filter((event) => event["detail-type"] === detailType && event.detail.EndpointName === name)
    .map(({ detail }) => detail.EndpointStatus);
}

it("serves a configuration's models, by their weights", async () => {
  await deploy("weighted", { champion: ["model-1", 3], challenger: ["model-2", 1] });
  const answers = [];
  for (let request = 0; request < 200; request++) answers.push(await invoke(local, "weighted"));

  const challenged = answers.filter(({ variant }) => variant === "challenger");
  expect(challenged.length).toBeGreaterThan(25);
  expect(challenged.length).toBeLessThan(75);
  expect(answers.every(({ variant, mean }) => mean === (variant === "challenger" ? 2 : 1))).toBe(true);
  const described = await local.sagemaker.describeEndpoint({ EndpointName: "weighted" });
  expect(described).toMatchObject({
    EndpointStatus: "InService",
    EndpointConfigName: "weighted-1",
    ProductionVariants: [
      { VariantName: "champion", CurrentWeight: 3, DesiredWeight: 3, CurrentInstanceCount: 1 },
      { VariantName: "challenger", CurrentWeight: 1, DesiredWeight: 1, CurrentInstanceCount: 1 },
    ],
  });
});

it("is one by its name in any case, and keeps the case that it was made with", async () => {
  await deploy("Tidal", { champion: ["model-1", 1] });
  const { EndpointName, EndpointArn } = await local.sagemaker.describeEndpoint({ EndpointName: "TIDAL" });
  expect(EndpointName).toBe("Tidal");
  expect(EndpointArn).toMatch(/:endpoint\/tidal$/);
  expect((await invoke(local, "tidal")).mean).toBe(1);
  await expect(
    local.sagemaker.createEndpoint({ EndpointName: "tidal", EndpointConfigName: "TIDAL-1" }),
  ).rejects.toThrow("Cannot create already existing endpoint");
});

it("updates without losing a request, and keeps the process of a model that stays", async () => {
  await deploy("rolling", { champion: ["model-1", 1] });
  const before = await invoke(local, "rolling");
  await createConfig(local, "rolling-2", { champion: ["model-1", 1], challenger: ["model-2", 0] });
  await local.sagemaker.updateEndpoint({ EndpointName: "rolling", EndpointConfigName: "rolling-2" });
  let served = 0;
  const during = await until(
    async () => {
      await invoke(local, "rolling");
      served += 1;
      return await local.sagemaker.describeEndpoint({ EndpointName: "rolling" });
    },
    ({ EndpointStatus }) => EndpointStatus === "InService",
  );

  expect(served).toBeGreaterThan(1);
  expect(during.EndpointConfigName).toBe("rolling-2");
  const champion = await invoke(local, "rolling", "x", { TargetVariant: "champion" });
  const challenger = await invoke(local, "rolling", "x", { TargetVariant: "challenger" });
  expect(champion).toMatchObject({ mean: 1, pid: before.pid });
  expect(challenger).toMatchObject({ mean: 2, variant: "challenger" });
});

it("ends the process of a model that is replaced", async () => {
  await deploy("replaced", { champion: ["model-1", 1] });
  const old = await invoke(local, "replaced");
  await createConfig(local, "replaced-2", { champion: ["model-3", 1] });
  await local.sagemaker.updateEndpoint({ EndpointName: "replaced", EndpointConfigName: "replaced-2" });
  await settled(local, "replaced");

  expect((await invoke(local, "replaced")).mean).toBe(3);
  expect(() => process.kill(old.pid, 0)).toThrow("ESRCH");
});

it("lets requests under way finish on the process that is replaced", async () => {
  await deploy("patient", { champion: ["model-1", 1] });
  await createConfig(local, "patient-2", { champion: ["model-2", 1] });
  await local.sagemaker.updateEndpoint({ EndpointName: "patient", EndpointConfigName: "patient-2" });
  const answers: Promise<{ readonly mean: number }>[] = [];
  await until(
    async () => {
      answers.push(invoke(local, "patient", "slow"));
      return await local.sagemaker.describeEndpoint({ EndpointName: "patient" });
    },
    ({ EndpointStatus }) => EndpointStatus === "InService",
  );

  const means = (await Promise.all(answers)).map(({ mean }) => mean);
  expect(means[0]).toBe(1);
  expect(means.at(-1)).toBe(2);
});

it("allows one change at a time", async () => {
  await deploy("busy", { champion: ["model-1", 1] });
  await createConfig(local, "busy-2", { champion: ["model-2", 1] });
  await local.sagemaker.updateEndpoint({ EndpointName: "busy", EndpointConfigName: "busy-2" });
  const refusal = {
    name: "ValidationException",
    message: 'Cannot update in-progress endpoint "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/busy".',
  };

  await expect(
    local.sagemaker.updateEndpoint({ EndpointName: "busy", EndpointConfigName: "busy-1" }),
  ).rejects.toMatchObject(refusal);
  await expect(
    local.sagemaker.updateEndpointWeightsAndCapacities({
      EndpointName: "busy",
      DesiredWeightsAndCapacities: [{ VariantName: "champion", DesiredWeight: 2 }],
    }),
  ).rejects.toMatchObject(refusal);
  await expect(local.sagemaker.deleteEndpoint({ EndpointName: "busy" })).rejects.toMatchObject(refusal);
  expect((await settled(local, "busy")).EndpointConfigName).toBe("busy-2");
});

it("shows what is pending, and rolls back to the old models when a new one is not healthy", async () => {
  await deploy("careful", { champion: ["model-1", 1] });
  await createConfig(local, "careful-2", { champion: ["model-1", 1], challenger: ["model-66", 1] });
  await local.sagemaker.updateEndpoint({ EndpointName: "careful", EndpointConfigName: "careful-2" });
  const updating = await local.sagemaker.describeEndpoint({ EndpointName: "careful" });
  const after = await settled(local, "careful");

  expect(updating).toMatchObject({
    EndpointStatus: "Updating",
    EndpointConfigName: "careful-1",
    PendingDeploymentSummary: {
      EndpointConfigName: "careful-2",
      ProductionVariants: [{ VariantName: "champion" }, { VariantName: "challenger" }],
    },
  });
  expect(after).toMatchObject({
    EndpointStatus: "InService",
    EndpointConfigName: "careful-1",
    FailureReason:
      "The primary container for production variant challenger did not pass the ping health check. Please check CloudWatch logs for this endpoint. The container exited with code 1.",
  });
  expect(after.PendingDeploymentSummary).toBeUndefined();
  expect((await invoke(local, "careful")).mean).toBe(1);
  expect(statuses("careful", "SageMaker Endpoint State Change")).toEqual([
    "CREATING",
    "IN_SERVICE",
    "UPDATING",
    "ROLLING_BACK",
    "IN_SERVICE",
  ]);
});

it("fails to create an endpoint whose model is not healthy, and lets it only be deleted", async () => {
  await deploy("hopeless", { champion: ["model-66", 1] });

  expect(await local.sagemaker.describeEndpoint({ EndpointName: "hopeless" })).toMatchObject({
    EndpointStatus: "Failed",
    FailureReason: expect.stringContaining("did not pass the ping health check"),
  });
  await expect(invoke(local, "hopeless")).rejects.toMatchObject({ name: "ValidationError" });
  await expect(
    local.sagemaker.updateEndpoint({ EndpointName: "hopeless", EndpointConfigName: "hopeless-1" }),
  ).rejects.toMatchObject({ name: "ValidationException" });
  await local.sagemaker.deleteEndpoint({ EndpointName: "hopeless" });
  await until(
    () => local.sagemaker.listEndpoints({ NameContains: "hopeless" }),
    ({ Endpoints }) => Endpoints?.length === 0,
  );
});

it("shifts weights while it serves, and an update resets them unless they are retained", async () => {
  const weights = async () =>
    (await settled(local, "shifting")).ProductionVariants?.map(({ CurrentWeight }) => CurrentWeight);
  await deploy("shifting", { champion: ["model-1", 9], challenger: ["model-2", 1] });
  await local.sagemaker.updateEndpointWeightsAndCapacities({
    EndpointName: "shifting",
    DesiredWeightsAndCapacities: [
      { VariantName: "champion", DesiredWeight: 0 },
      { VariantName: "challenger", DesiredWeight: 5 },
    ],
  });
  const during = await local.sagemaker.describeEndpoint({ EndpointName: "shifting" });

  expect(during).toMatchObject({
    EndpointStatus: "Updating",
    ProductionVariants: [
      { CurrentWeight: 9, DesiredWeight: 0, VariantStatus: [{ Status: "Updating" }] },
      { CurrentWeight: 1, DesiredWeight: 5, VariantStatus: [{ Status: "Updating" }] },
    ],
  });
  expect(await weights()).toEqual([0, 5]);
  for (let request = 0; request < 10; request++) expect((await invoke(local, "shifting")).mean).toBe(2);

  const update = { EndpointName: "shifting", EndpointConfigName: "shifting-1" };
  await local.sagemaker.updateEndpoint({ ...update, RetainAllVariantProperties: true });
  expect(await weights()).toEqual([0, 5]);
  await local.sagemaker.updateEndpoint({
    ...update,
    RetainAllVariantProperties: true,
    ExcludeRetainedVariantProperties: [{ VariantPropertyType: "DesiredWeight" }],
  });
  expect(await weights()).toEqual([9, 1]);
});

it("starts a serving process again that dies", async () => {
  await deploy("mortal", { champion: ["model-1", 1] });
  const before = await invoke(local, "mortal");
  await expect(invoke(local, "mortal", "die")).rejects.toMatchObject({
    name: "ModelError",
    OriginalStatusCode: 0,
  });
  const after = await until(
    () => invoke(local, "mortal").catch(() => null),
    (answer) => answer !== null,
  );

  expect(after?.mean).toBe(1);
  expect(after?.pid).not.toBe(before.pid);
  expect((await local.sagemaker.describeEndpoint({ EndpointName: "mortal" })).EndpointStatus).toBe(
    "InService",
  );
});

it("tells of a deployment's steps", async () => {
  await deploy("told", { champion: ["model-1", 1] });
  await createConfig(local, "told-2", { champion: ["model-2", 1] });
  await local.sagemaker.updateEndpoint({ EndpointName: "told", EndpointConfigName: "told-2" });
  await settled(local, "told");
  const steps = await until(
    async () =>
      local.events.filter(
        (event) =>
          event["detail-type"] === "SageMaker Endpoint Deployment State Change" &&
          event.detail.EndpointName === "told",
      ),
    (events) => events.length === 2,
  );

  expect(steps[0]?.detail).toMatchObject({
    EndpointStatus: "UPDATING",
    EndpointConfigName: "told-1",
    PendingDeploymentSummary: {
      EndpointConfigName: "told-2",
      ProductionVariants: [
        { VariantStatus: [{ Status: "Creating", StatusMessage: "Launching 1 instance(s)." }] },
      ],
    },
  });
  expect(steps[1]?.detail).toMatchObject({
    ProductionVariants: [
      { VariantStatus: [{ Status: "Deleting", StatusMessage: "Terminating 1 instance(s)." }] },
    ],
  });
});

it("deletes an endpoint and ends its processes", async () => {
  await deploy("passing", { champion: ["model-1", 1] });
  const { pid } = await invoke(local, "passing");
  await local.sagemaker.deleteEndpoint({ EndpointName: "passing" });
  const gone = {
    name: "ValidationException",
    message: 'Could not find endpoint "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/passing".',
  };
  await expect(
    until(
      () => local.sagemaker.describeEndpoint({ EndpointName: "passing" }),
      () => false,
    ),
  ).rejects.toMatchObject(gone);

  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  expect(statuses("passing", "SageMaker Endpoint State Change")).toEqual([
    "CREATING",
    "IN_SERVICE",
    "DELETING",
  ]);
});
