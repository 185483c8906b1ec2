import { join } from "node:path";
import type { CreateAppCommandInput } from "@aws-sdk/client-sagemaker";
import { role } from "@driftwheel/local/sagemaker/testing/images.ts";
import { until } from "@driftwheel/local/sagemaker/testing/local-sagemaker.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type SmallAccount, smallAccount } from "./small-account.ts";

const minute = 60_000;
const hour = 60 * minute;
const Tags = [{ Key: "driftwheel:idle", Value: "stop" }];
let account: SmallAccount;
let DomainId: string;

// A domain by whose settings no app is ever ended, with a person and a space.
beforeEach(async () => {
  account = await smallAccount(join(import.meta.dirname, "../fixtures/idle-apps-fleet.ts"));
  const { sagemaker } = account;
  ({ DomainId = "" } = await sagemaker.createDomain({
    ...{ DomainName: "shore", AuthMode: "IAM", DefaultUserSettings: { ExecutionRole: role } },
  }));
  await until(
    () => sagemaker.describeDomain({ DomainId }),
    ({ Status }) => Status === "InService",
  );
  await sagemaker.createUserProfile({ DomainId, UserProfileName: "ada" });
  await sagemaker.createSpace({
    ...{ DomainId, SpaceName: "tides" },
    OwnershipSettings: { OwnerUserProfileName: "ada" },
    SpaceSharingSettings: { SharingType: "Private" },
  });
});
afterEach(() => account.close());

type App = Pick<CreateAppCommandInput, "AppType" | "SpaceName" | "UserProfileName">;
const lab: App = { AppType: "JupyterLab", SpaceName: "tides" };
const canvas: App = { AppType: "Canvas", UserProfileName: "ada" };
const named = (app: App) => ({ ...app, DomainId, AppName: "default" });
const idOf = ({ SpaceName, UserProfileName, AppType }: App) =>
  `studio-app/${DomainId}/${SpaceName ?? UserProfileName}/${AppType}/default`;

async function start(app: App): Promise<void> {
  await account.sagemaker.createApp({ ...named(app), Tags, ResourceSpec: { InstanceType: "ml.t3.medium" } });
  await isNow(app, "InService");
}

const isNow = (app: App, status: string) =>
  until(
    () => account.sagemaker.describeApp(named(app)),
    ({ Status }) => Status === status,
  );

/** One value each quarter of an hour of the last hours. */
async function publish(app: App, hours: number, valueAt: (ago: number) => number): Promise<void> {
  const { SpaceName, UserProfileName } = app;
  const place = SpaceName
    ? { Name: "SpaceName", Value: SpaceName }
    : { Name: "UserProfileName", Value: UserProfileName };
  const of =
    app.AppType === "Canvas"
      ? { Namespace: "/aws/sagemaker/Canvas/AppActivity", MetricName: "TimeSinceLastActive" }
      : { Namespace: "Studio", MetricName: "cpu_usage_active" };
  for (let ago = 0; ago <= hours * hour; ago += 15 * minute) {
    await account.cloudwatch.putMetricData({
      Namespace: of.Namespace,
      MetricData: [
        {
          ...{ MetricName: of.MetricName, Value: valueAt(ago), Timestamp: new Date(Date.now() - ago) },
          Dimensions: [{ Name: "DomainId", Value: DomainId }, place],
        },
      ],
    });
  }
}

it("stops an app whose metric was quiet all the time, and one command makes it again as it was", async () => {
  await start(lab);
  account.pass(25 * hour);
  await publish(lab, 3, () => 1);
  await account.look();
  expect((await account.state()).open[idOf(lab)]).toMatchObject({ status: "found", notActed: null });
  await isNow(lab, "InService");

  await account.look();
  await isNow(lab, "Deleted");
  const undone = await account.type("undo", idOf(lab), "--because", "I need it.");
  expect(undone.code).toBe(0);
  await isNow(lab, "InService");
  const app = await account.sagemaker.describeApp(named(lab));
  expect(app.ResourceSpec).toEqual({ InstanceType: "ml.t3.medium" });
  const { Tags: tags } = await account.sagemaker.listTags({ ResourceArn: app.AppArn });
  expect(tags).toEqual(Tags);
});

it("leaves an app alone that was busy once, and tells without an act of one that nobody can judge", async () => {
  await start(lab);
  account.pass(25 * hour);
  await publish(lab, 3, (ago) => (ago === hour ? 6 : 1));
  await account.look();
  expect((await account.state()).open[idOf(lab)]).toBeUndefined();

  // It publishes nothing for an hour, and a kernel may run all the same.
  account.pass(3 * hour);
  await publish(lab, 1, () => 1);
  await account.look();
  await account.look();
  expect((await account.state()).open[idOf(lab)]).toMatchObject({
    status: "found",
    notActed: expect.stringContaining("has not published cpu_usage_active all through the last 2 hours"),
  });
  await isNow(lab, "InService");
});

it("spares an app that was busy between the run that found it and the one that would stop it", async () => {
  await start(lab);
  account.pass(25 * hour);
  await publish(lab, 3, () => 1);
  await account.look();
  account.pass(15 * minute);
  await publish(lab, 0, () => 90);
  expect((await account.look()).open).toBe(1);
  await isNow(lab, "InService");
});

it("stops Canvas once it says that nobody has used it for long, and not one that says nothing lately", async () => {
  await start(canvas);
  account.pass(3 * hour);
  await account.look();
  expect((await account.state()).open[idOf(canvas)]).toBeUndefined();

  await publish(canvas, 0, () => 3 * 3_600);
  await account.look();
  expect((await account.state()).open[idOf(canvas)]?.because).toContain("Nobody has used it for 3 hours");
  account.pass(hour);
  await account.look();
  expect((await account.state()).open[idOf(canvas)]).toBeUndefined();
  await isNow(canvas, "InService");

  for (const seconds of [4 * 3_600, 5 * 3_600]) {
    await publish(canvas, 0, () => seconds);
    await account.look();
  }
  await isNow(canvas, "Deleted");
});
