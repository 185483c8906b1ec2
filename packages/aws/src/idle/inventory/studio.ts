import {
  DescribeDomainCommand,
  DescribeSpaceCommand,
  DescribeUserProfileCommand,
  paginateListApps,
  paginateListDomains,
  paginateListSpaces,
  paginateListUserProfiles,
  type ResourceSpec,
} from "@aws-sdk/client-sagemaker";
import type {
  AppResources,
  StudioAppFact,
  StudioDomainFact,
  StudioFacts,
  StudioSettingsFact,
  StudioSpaceFact,
} from "@driftwheel/core/idle/inventory.ts";
import type { IdlePolicy } from "@driftwheel/core/policy/idle/idle.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { orNull } from "../../failure.ts";
import { type AppUse, canvasUse, metricUse, unknownUse } from "../app-use.ts";
import { domainTimeouts, spaceTimeouts, timeoutOf, userTimeouts } from "../idle-timeouts.ts";
import { tagsOf } from "./tags-of.ts";

type StudioPolicy = NonNullable<IdlePolicy["studio"]>;

/** All of Studio: the settings by which apps are ended, and the apps that there are. */
export async function findStudio({ apps: wanted }: StudioPolicy, now: Date): Promise<StudioFacts> {
  const domains: StudioDomainFact[] = [];
  for await (const page of paginateListDomains({ client: sageMaker() }, { MaxResults: 100 })) {
    for (const { DomainId } of page.Domains ?? []) {
      const fact = DomainId === undefined ? null : await orNull(() => domainFact(DomainId));
      if (fact) domains.push(fact);
    }
  }
  const all = { userProfiles: [], spaces: [], apps: [] } as {
    userProfiles: StudioSettingsFact[];
    spaces: StudioSpaceFact[];
    apps: StudioAppFact[];
  };
  for (const { domain, arn } of domains) {
    const within = { DomainIdEquals: domain, MaxResults: 100 };
    for await (const page of paginateListUserProfiles({ client: sageMaker() }, within)) {
      for (const { UserProfileName: name = "" } of page.UserProfiles ?? []) {
        const fact = await orNull(() => userProfileFact(domain, name));
        if (fact) all.userProfiles.push(fact);
      }
    }
    for await (const page of paginateListSpaces({ client: sageMaker() }, within)) {
      for (const { SpaceName: name = "" } of page.Spaces ?? []) {
        const fact = await orNull(() => spaceFact(domain, name));
        if (fact) all.spaces.push(fact);
      }
    }
    for await (const page of paginateListApps({ client: sageMaker() }, within)) {
      for (const app of page.Apps ?? []) {
        const { AppName, AppType, CreationTime, SpaceName, UserProfileName, Status } = app;
        if (!AppName || !AppType || !CreationTime || Status === "Deleted") continue;
        const appArn = arn.replace(
          /:domain\/.*$/,
          `:app/${[domain, SpaceName ?? UserProfileName, AppType, AppName].join("/")}`.toLowerCase(),
        );
        const isRunning = Status === "InService";
        all.apps.push({
          name: [domain, SpaceName ?? UserProfileName, AppType, AppName].join("/"),
          arn: appArn,
          tags: isRunning ? ((await orNull(() => tagsOf(appArn))) ?? {}) : {},
          ...{ domain, type: AppType, status: Status ?? "Unknown" },
          createdAt: CreationTime.toISOString(),
          instanceType: app.ResourceSpec?.InstanceType ?? null,
          userProfile: UserProfileName ?? null,
          space: SpaceName ?? null,
          resources: resourcesOf(app.ResourceSpec),
          ...unknownUse,
        });
      }
    }
  }
  const running = all.apps.filter(({ status }) => status === "InService");
  const use = wanted ? await useOf(running, wanted, now) : new Map<string, AppUse>();
  return { domains, ...all, apps: all.apps.map((app) => ({ ...app, ...use.get(app.name) })) };
}

async function useOf(
  apps: readonly StudioAppFact[],
  { busy }: NonNullable<StudioPolicy["apps"]>,
  now: Date,
): Promise<ReadonlyMap<string, AppUse>> {
  const isCanvas = ({ type }: StudioAppFact) => type === "Canvas";
  const canvas = await canvasUse(apps.filter(isCanvas), now);
  const others = busy
    ? await metricUse(
        apps.filter((app) => !isCanvas(app)),
        busy,
        now,
      )
    : [];
  return new Map([...canvas, ...others]);
}

function resourcesOf(spec: ResourceSpec | undefined): AppResources | null {
  const told = Object.entries(spec ?? {}).filter(
    (member): member is [string, string] => typeof member[1] === "string",
  );
  return told.length === 0 ? null : Object.fromEntries(told);
}

async function domainFact(id: string): Promise<StudioDomainFact | null> {
  const found = await sageMaker().send(new DescribeDomainCommand({ DomainId: id }));
  const { DomainArn: arn, LastModifiedTime, DefaultUserSettings, DefaultSpaceSettings } = found;
  if (!arn || !LastModifiedTime) return null;
  return {
    ...{ name: id, arn, domain: id, status: found.Status ?? "Unknown" },
    tags: await tagsOf(arn),
    changedAt: LastModifiedTime.toISOString(),
    timeouts: domainTimeouts(DefaultUserSettings),
    sharedTimeout: timeoutOf(DefaultSpaceSettings?.JupyterLabAppSettings?.AppLifecycleManagement),
  };
}

async function userProfileFact(domain: string, name: string): Promise<StudioSettingsFact | null> {
  const found = await sageMaker().send(
    new DescribeUserProfileCommand({ DomainId: domain, UserProfileName: name }),
  );
  const { UserProfileArn: arn, LastModifiedTime, UserSettings } = found;
  if (!arn || !LastModifiedTime) return null;
  return {
    ...{ name: `${domain}/${name}`, arn, domain, status: found.Status ?? "Unknown" },
    tags: await tagsOf(arn),
    changedAt: LastModifiedTime.toISOString(),
    timeouts: userTimeouts(UserSettings),
  };
}

async function spaceFact(domain: string, name: string): Promise<StudioSpaceFact | null> {
  const found = await sageMaker().send(new DescribeSpaceCommand({ DomainId: domain, SpaceName: name }));
  const { SpaceArn: arn, LastModifiedTime, SpaceSettings, OwnershipSettings, SpaceSharingSettings } = found;
  if (!arn || !LastModifiedTime) return null;
  const isShared = SpaceSharingSettings?.SharingType === "Shared";
  return {
    ...{ name: `${domain}/${name}`, arn, domain, status: found.Status ?? "Unknown" },
    tags: await tagsOf(arn),
    changedAt: LastModifiedTime.toISOString(),
    timeouts: spaceTimeouts(SpaceSettings),
    owner: isShared ? null : (OwnershipSettings?.OwnerUserProfileName ?? null),
  };
}
