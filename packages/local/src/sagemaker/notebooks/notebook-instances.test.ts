import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
});
afterAll(() => local.close());

const arnOf = (name: string) => `arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/${name}`;

async function isNow(name: string, status: string, { sagemaker } = local) {
  return await until(
    () => sagemaker.describeNotebookInstance({ NotebookInstanceName: name }),
    ({ NotebookInstanceStatus }) => NotebookInstanceStatus === status,
  );
}

const create = (name: string, more: object = {}) =>
  local.sagemaker.createNotebookInstance({
    NotebookInstanceName: name,
    InstanceType: "ml.t3.medium",
    RoleArn: role,
    ...more,
  });

it("starts, stops, changes and deletes an instance, and tells of every state", async () => {
  await create("shore", { Tags: [{ Key: "team", Value: "tides" }] });
  await isNow("shore", "InService");
  await local.sagemaker.stopNotebookInstance({ NotebookInstanceName: "shore" });
  await isNow("shore", "Stopped");
  await local.sagemaker.updateNotebookInstance({
    NotebookInstanceName: "shore",
    InstanceType: "ml.t3.large",
  });
  expect(await isNow("shore", "Stopped")).toMatchObject({ InstanceType: "ml.t3.large", VolumeSizeInGB: 5 });
  await local.sagemaker.startNotebookInstance({ NotebookInstanceName: "shore" });
  await isNow("shore", "InService");
  await local.sagemaker.stopNotebookInstance({ NotebookInstanceName: "shore" });
  await isNow("shore", "Stopped");
  await local.sagemaker.deleteNotebookInstance({ NotebookInstanceName: "shore" });
  await expect(isNow("shore", "gone")).rejects.toMatchObject({
    name: "ValidationException",
    message: "RecordNotFound",
  });

  const told = local.events.filter((event) => event["detail-type"].startsWith("SageMaker Notebook Instance"));
  expect(told.map(({ detail }) => detail.NotebookInstanceStatus)).toEqual([
    ...["Pending", "InService", "Stopping", "Stopped", "Updating", "Stopped"],
    ...["Pending", "InService", "Stopping", "Stopped", "Deleting"],
  ]);
  expect(told[0]).toMatchObject({
    resources: [arnOf("shore")],
    detail: { FailureReason: null, InstanceType: "ml.t3.medium", Tags: { team: "tides" } },
  });
});

it("refuses what an instance's state does not allow, in the service's words", async () => {
  await create("ebb");
  await isNow("ebb", "InService");
  await expect(local.sagemaker.deleteNotebookInstance({ NotebookInstanceName: "ebb" })).rejects.toMatchObject(
    {
      name: "ValidationException",
      message: `Status (InService) not in ([Stopped]). Unable to transition to (Deleting) for Notebook Instance (${arnOf("ebb")})`,
    },
  );
  await local.sagemaker.stopNotebookInstance({ NotebookInstanceName: "ebb" });
  await isNow("ebb", "Stopped");
  await expect(local.sagemaker.stopNotebookInstance({ NotebookInstanceName: "ebb" })).rejects.toThrow(
    "Status (Stopped) not in ([InService])",
  );
  await expect(create("ebb")).rejects.toThrow(
    `Cannot create a duplicate Notebook Instance (${arnOf("ebb")})`,
  );
  await expect(create("flood", { LifecycleConfigName: "none" })).rejects.toThrow("does not exist.");
});

it("lists instances by state, lifecycle config and time", async () => {
  await local.sagemaker.createNotebookInstanceLifecycleConfig({
    NotebookInstanceLifecycleConfigName: "stop-at-night",
  });
  await create("pier-1", { LifecycleConfigName: "stop-at-night" });
  await create("pier-2");
  await isNow("pier-2", "InService");
  await local.sagemaker.stopNotebookInstance({ NotebookInstanceName: "pier-2" });
  const { LastModifiedTime: stopped } = await isNow("pier-2", "Stopped");
  const names = async (request: Parameters<typeof local.sagemaker.listNotebookInstances>[0]) =>
    (
      await local.sagemaker.listNotebookInstances({ NameContains: "pier", ...request })
    ).NotebookInstances?.map(({ NotebookInstanceName }) => NotebookInstanceName);

  expect(await names({})).toEqual(["pier-1", "pier-2"]);
  expect(await names({ StatusEquals: "Stopped" })).toEqual(["pier-2"]);
  expect(await names({ NotebookInstanceLifecycleConfigNameContains: "night" })).toEqual(["pier-1"]);
  expect(await names({ LastModifiedTimeAfter: stopped })).toEqual(["pier-2"]);
});

it("keeps lifecycle configs, and tells of them", async () => {
  const reference = { NotebookInstanceLifecycleConfigName: "greets" };
  const OnStart = [{ Content: Buffer.from("echo hello").toString("base64") }];
  await local.sagemaker.createNotebookInstanceLifecycleConfig({ ...reference, OnStart });
  await local.sagemaker.updateNotebookInstanceLifecycleConfig({ ...reference, OnCreate: OnStart });
  expect(await local.sagemaker.describeNotebookInstanceLifecycleConfig(reference)).toMatchObject({
    OnCreate: OnStart,
    OnStart,
  });
  await expect(local.sagemaker.createNotebookInstanceLifecycleConfig(reference)).rejects.toThrow(
    "Notebook Instance Lifecycle Config already exists.",
  );
  await local.sagemaker.deleteNotebookInstanceLifecycleConfig(reference);
  await expect(local.sagemaker.describeNotebookInstanceLifecycleConfig(reference)).rejects.toThrow(
    "Notebook Instance Lifecycle Config does not exist.",
  );
  const told = local.events.filter(({ resources }) => resources[0]?.endsWith("lifecycle-config/greets"));
  expect(told.map((event) => event["detail-type"])).toEqual(
    Array(3).fill("SageMaker Notebook Lifecycle Config State Change"),
  );
});

it("goes on with what an earlier server was doing", async () => {
  const state = temporaryFolder();
  const before = await localSageMaker({ state });
  await before.sagemaker.createNotebookInstance({
    NotebookInstanceName: "kept",
    InstanceType: "ml.t3.medium",
    RoleArn: role,
  });
  await before.close();
  const after = await localSageMaker({ state });
  expect(await isNow("kept", "InService", after)).toMatchObject({ InstanceType: "ml.t3.medium" });
  await after.close();
});
