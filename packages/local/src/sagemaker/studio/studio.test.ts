import { afterAll, beforeAll, expect, it } from "vitest";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;
let count = 0;

beforeAll(async () => {
  local = await localSageMaker();
});
afterAll(() => local.close());

async function domain(settings: object = {}): Promise<string> {
  count += 1;
  const { DomainId = "" } = await local.sagemaker.createDomain({
    DomainName: `harbour-${count}`,
    AuthMode: "IAM",
    DefaultUserSettings: { ExecutionRole: role, ...settings },
  });
  await inService(() => local.sagemaker.describeDomain({ DomainId }));
  return DomainId;
}

const inService = (ask: () => Promise<{ Status?: string | undefined }>) =>
  until(ask, ({ Status }) => Status === "InService");

it("keeps a domain's settings, of which an update replaces the members that it names", async () => {
  const idle = { AppLifecycleManagement: { IdleSettings: { LifecycleManagement: "ENABLED" } } } as const;
  const DomainId = await domain({ JupyterLabAppSettings: idle, DefaultLandingUri: "studio::" });
  expect(await local.sagemaker.describeDomain({ DomainId })).toMatchObject({
    DomainId,
    DomainArn: `arn:aws:sagemaker:eu-west-1:111122223333:domain/${DomainId}`,
    Status: "InService",
    DefaultUserSettings: { ExecutionRole: role, JupyterLabAppSettings: idle },
  });
  const CodeEditorAppSettings = {
    AppLifecycleManagement: { IdleSettings: { LifecycleManagement: "DISABLED" as const } },
  };
  await local.sagemaker.updateDomain({ DomainId, DefaultUserSettings: { CodeEditorAppSettings } });
  expect((await local.sagemaker.describeDomain({ DomainId })).Status).toBe("Updating");
  await inService(() => local.sagemaker.describeDomain({ DomainId }));
  expect(await local.sagemaker.describeDomain({ DomainId })).toMatchObject({
    DefaultUserSettings: { ExecutionRole: role, JupyterLabAppSettings: idle, CodeEditorAppSettings },
  });
  await expect(local.sagemaker.describeDomain({ DomainId: "d-none" })).rejects.toMatchObject({
    name: "ResourceNotFound",
    message: "Domain [d-none] does not exist.",
  });
});

it("has profiles and spaces in a domain, which cannot be deleted before them", async () => {
  const DomainId = await domain();
  await local.sagemaker.createUserProfile({ DomainId, UserProfileName: "ada" });
  await inService(() => local.sagemaker.describeUserProfile({ DomainId, UserProfileName: "ada" }));
  await local.sagemaker.createSpace({
    DomainId,
    SpaceName: "tides",
    OwnershipSettings: { OwnerUserProfileName: "ada" },
    SpaceSharingSettings: { SharingType: "Private" },
    SpaceSettings: { AppType: "JupyterLab" },
  });
  await inService(() => local.sagemaker.describeSpace({ DomainId, SpaceName: "tides" }));
  expect((await local.sagemaker.listUserProfiles({ DomainIdEquals: DomainId })).UserProfiles).toMatchObject([
    { DomainId, UserProfileName: "ada", Status: "InService" },
  ]);
  expect((await local.sagemaker.listSpaces({ DomainIdEquals: DomainId })).Spaces).toMatchObject([
    { SpaceName: "tides", OwnershipSettingsSummary: { OwnerUserProfileName: "ada" } },
  ]);
  await expect(local.sagemaker.deleteDomain({ DomainId })).rejects.toMatchObject({ name: "ResourceInUse" });

  await local.sagemaker.deleteSpace({ DomainId, SpaceName: "tides" });
  await local.sagemaker.deleteUserProfile({ DomainId, UserProfileName: "ada" });
  await until(
    () => local.sagemaker.listUserProfiles({ DomainIdEquals: DomainId }),
    ({ UserProfiles = [] }) => UserProfiles.length === 0,
  );
  await local.sagemaker.deleteDomain({ DomainId });
  await until(
    () => local.sagemaker.listDomains({}),
    ({ Domains = [] }) => Domains.every((one) => one.DomainId !== DomainId),
  );
});

it("has apps in spaces, whose last activity moves though nobody is there, and sends no event of any", async () => {
  const DomainId = await domain();
  await local.sagemaker.createUserProfile({ DomainId, UserProfileName: "ada" });
  await local.sagemaker.createSpace({ DomainId, SpaceName: "tides" });
  const lab = { DomainId, SpaceName: "tides", AppType: "JupyterLab", AppName: "default" } as const;
  const { AppArn } = await local.sagemaker.createApp({
    ...lab,
    ResourceSpec: { InstanceType: "ml.t3.medium" },
  });
  expect(AppArn).toBe(`arn:aws:sagemaker:eu-west-1:111122223333:app/${DomainId}/tides/jupyterlab/default`);
  await inService(() => local.sagemaker.describeApp(lab));
  const first = await local.sagemaker.describeApp(lab);
  const later = await until(
    () => local.sagemaker.describeApp(lab),
    ({ LastUserActivityTimestamp: at }) => (at ?? 0) > (first.LastUserActivityTimestamp ?? 0),
  );
  expect(later.CreationTime).toEqual(first.CreationTime);
  await expect(local.sagemaker.deleteSpace({ DomainId, SpaceName: "tides" })).rejects.toMatchObject({
    name: "ResourceInUse",
  });
  await expect(
    local.sagemaker.createApp({ DomainId, UserProfileName: "ada", AppType: "JupyterLab", AppName: "x" }),
  ).rejects.toMatchObject({ name: "ValidationException" });

  await local.sagemaker.deleteApp(lab);
  await until(
    () => local.sagemaker.listApps({ DomainIdEquals: DomainId }),
    ({ Apps }) => Apps?.[0]?.Status === "Deleted",
  );
  await local.sagemaker.createApp(lab);
  expect((await local.sagemaker.describeApp(lab)).Status).toBe("Pending");
  expect(local.events).toEqual([]);
});
