import { role } from "@driftwheel/local/sagemaker/testing/images.ts";
import { until } from "@driftwheel/local/sagemaker/testing/local-sagemaker.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type SmallAccount, smallAccount } from "./small-account.ts";

const hour = 3_600_000;
let account: SmallAccount;

beforeEach(async () => {
  account = await smallAccount();
});
afterEach(() => account.close());

async function notebook(name: string, tags: Readonly<Record<string, string>> = {}): Promise<void> {
  await account.sagemaker.createNotebookInstance({
    NotebookInstanceName: name,
    InstanceType: "ml.t3.medium",
    RoleArn: role,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });
  await isNow(name, "InService");
}

const isNow = (name: string, status: string) =>
  until(
    () => account.sagemaker.describeNotebookInstance({ NotebookInstanceName: name }),
    ({ NotebookInstanceStatus }) => NotebookInstanceStatus === status,
  );

it("finds an instance, tells of it, stops it at the next run, and one command starts it again", async () => {
  await notebook("shore", { "driftwheel:idle": "stop" });
  await notebook("pier");
  account.pass(13 * hour);
  await notebook("young", { "driftwheel:idle": "stop" });

  expect(await account.look()).toEqual({ open: 2, unread: [] });
  await isNow("shore", "InService");
  const listed = await account.type("--json");
  expect(listed.out.map((line) => JSON.parse(line))).toMatchObject([
    { resource: "notebook-instance/pier", notActed: "it has not the tag driftwheel:idle=stop" },
    { resource: "notebook-instance/shore", status: "found", notActed: null },
  ]);
  const [alert] = account.local.alerts();
  expect(alert?.subject).toBe("account: 2 found idle");

  expect(await account.look()).toEqual({ open: 2, unread: [] });
  await isNow("shore", "Stopped");
  await isNow("pier", "InService");
  await isNow("young", "InService");
  expect(account.local.alerts().map(({ subject }) => subject)).toEqual([
    "account: 2 found idle",
    "account: 1 stopped",
  ]);

  const undone = await account.type("undo", "notebook-instance/shore", "--because", "I need it.");
  expect(undone).toMatchObject({ code: 0, out: ["notebook-instance/shore: shore is being started."] });
  await isNow("shore", "InService");
  account.pass(13 * hour);
  await account.look();
  await account.look();
  await isNow("shore", "InService");
  expect((await account.state()).open["notebook-instance/shore"]?.notActed).toMatch(
    /^someone took it back at .*, and it is left alone for 1 week$/,
  );
});

it("spares an instance that a person started again a minute before", async () => {
  await notebook("shore", { "driftwheel:idle": "stop" });
  account.pass(13 * hour);
  await account.look();
  await account.sagemaker.stopNotebookInstance({ NotebookInstanceName: "shore" });
  await isNow("shore", "Stopped");
  await account.sagemaker.startNotebookInstance({ NotebookInstanceName: "shore" });
  await isNow("shore", "InService");
  expect(await account.look()).toEqual({ open: 0, unread: [] });
  await isNow("shore", "InService");
});

it("spares an instance whose metric says that it was busy", async () => {
  await notebook("shore", { "driftwheel:idle": "stop" });
  account.pass(13 * hour);
  await account.cloudwatch.putMetricData({
    Namespace: "Notebooks",
    MetricData: [
      {
        MetricName: "cpu_usage_active",
        Value: 40,
        Timestamp: new Date(Date.now() - hour),
        Dimensions: [{ Name: "NotebookInstanceName", Value: "shore" }],
      },
    ],
  });
  expect(await account.look()).toEqual({ open: 0, unread: [] });
});
