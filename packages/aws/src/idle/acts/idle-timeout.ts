import { isDeepStrictEqual } from "node:util";
import {
  type AppLifecycleManagement,
  DescribeDomainCommand,
  DescribeSpaceCommand,
  DescribeUserProfileCommand,
  type SpaceSettings,
  UpdateDomainCommand,
  UpdateSpaceCommand,
  UpdateUserProfileCommand,
  type UserSettings,
} from "@aws-sdk/client-sagemaker";
import type { IdleAct } from "@driftwheel/core/idle/act.ts";
import type { IdleApp, IdleTimeout, IdleTimeouts } from "@driftwheel/core/idle/inventory.ts";
import type { ActOutcome } from "@driftwheel/core/idle/ports.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { isNotFound } from "../../failure.ts";
import { domainTimeouts, spaceTimeouts, userTimeouts } from "../idle-timeouts.ts";
import { done, spared } from "./outcome.ts";

type SetIdleTimeout = Extract<IdleAct, { readonly operation: "set-idle-timeout" }>;

/** Sets the timeouts of these apps, if the settings are what they were when they were found. */
export async function setIdleTimeout(
  act: SetIdleTimeout,
  isAllowed: () => Promise<boolean>,
): Promise<ActOutcome> {
  const wanted = { ...act.before, ...Object.fromEntries(act.apps.map((app) => [app, act.minutes])) };
  const settings = await read(act);
  if (!settings) return spared(`${act.name} is gone.`);
  if (isDeepStrictEqual(settings.timeouts, wanted)) return done(inForce(act));
  if (!isDeepStrictEqual(settings.timeouts, act.before)) {
    return spared(`The idle timeouts of ${act.name} were changed after they were found.`);
  }
  assertSettled(act, settings);
  if (!(await isAllowed())) return spared(`${act.name} has not the tag any more that allows it.`);
  await settings.write(act.apps, () => act.minutes);
  return done(inForce(act));
}

/** Gives the apps the timeouts that they had, unless somebody has changed them meanwhile. */
export async function restoreIdleTimeout(act: SetIdleTimeout): Promise<ActOutcome> {
  const settings = await read(act);
  if (!settings) return spared(`${act.name} is gone.`);
  if (act.apps.every((app) => settings.timeouts[app] === act.before[app])) {
    return done(`The idle timeouts of ${act.name} are as before.`);
  }
  if (act.apps.some((app) => settings.timeouts[app] !== act.minutes)) {
    return spared(`The idle timeouts of ${act.name} were changed since, and stay as they are.`);
  }
  assertSettled(act, settings);
  await settings.write(act.apps, (app) => act.before[app]);
  return done(`The idle timeouts of ${act.name} are as before.`);
}

function inForce({ apps, name, minutes }: SetIdleTimeout): string {
  return `${apps.join(" and ")} of ${name} are ended after ${minutes} minutes without use, from their next start on.`;
}

interface Settings {
  readonly status: string;
  readonly timeouts: IdleTimeouts;
  write(apps: readonly IdleApp[], timeoutOf: (app: IdleApp) => IdleTimeout): Promise<void>;
}

function assertSettled({ name }: SetIdleTimeout, { status }: Settings): void {
  if (status !== "InService") throw new TransientError(`${name} is ${status}.`);
}

/** Whether members that an update does not name stay is not documented, so all are sent as they were read. */
async function read({ of, domain, name }: SetIdleTimeout): Promise<Settings | null> {
  const inner = name.slice(name.indexOf("/") + 1);
  try {
    switch (of) {
      case "studio-domain": {
        const { Status = "", DefaultUserSettings: before } = await sageMaker().send(
          new DescribeDomainCommand({ DomainId: domain }),
        );
        return userSettings(Status, before, domainTimeouts, (DefaultUserSettings) =>
          sageMaker().send(new UpdateDomainCommand({ DomainId: domain, DefaultUserSettings })),
        );
      }
      case "studio-user-profile": {
        const profile = { DomainId: domain, UserProfileName: inner };
        const { Status = "", UserSettings: before } = await sageMaker().send(
          new DescribeUserProfileCommand(profile),
        );
        return userSettings(Status, before, userTimeouts, (UserSettings) =>
          sageMaker().send(new UpdateUserProfileCommand({ ...profile, UserSettings })),
        );
      }
      case "studio-space": {
        const space = { DomainId: domain, SpaceName: inner };
        const { Status = "", SpaceSettings: before = {} } = await sageMaker().send(
          new DescribeSpaceCommand(space),
        );
        return {
          status: Status,
          timeouts: spaceTimeouts(before),
          async write(apps, timeoutOf) {
            const SpaceSettings = apps.reduce(
              (settings, app) => withSpaceTimeout(settings, app, timeoutOf(app)),
              before,
            );
            await sageMaker().send(new UpdateSpaceCommand({ ...space, SpaceSettings }));
          },
        };
      }
    }
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function userSettings(
  status: string,
  before: UserSettings = {},
  timeoutsOf: (settings: UserSettings) => IdleTimeouts,
  update: (settings: UserSettings) => Promise<unknown>,
): Settings {
  return {
    status,
    timeouts: timeoutsOf(before),
    async write(apps, timeoutOf) {
      await update(apps.reduce((settings, app) => withUserTimeout(settings, app, timeoutOf(app)), before));
    },
  };
}

function withUserTimeout(settings: UserSettings, app: IdleApp, timeout: IdleTimeout): UserSettings {
  const member = `${app}AppSettings` as const;
  const { AppLifecycleManagement, ...others } = settings[member] ?? {};
  return {
    ...settings,
    [member]: { ...others, ...lifecycleWith(AppLifecycleManagement, timeout) },
  };
}

/** Without a timeout the settings above decide, as they did before there was one. */
function lifecycleWith(
  before: AppLifecycleManagement | undefined,
  timeout: IdleTimeout,
): { readonly AppLifecycleManagement?: AppLifecycleManagement } {
  const { IdleTimeoutInMinutes: _minutes, LifecycleManagement: _on, ...idle } = before?.IdleSettings ?? {};
  // The bounds that people may choose within stay.
  if (timeout === null) {
    return Object.keys(idle).length === 0 ? {} : { AppLifecycleManagement: { IdleSettings: idle } };
  }
  return {
    AppLifecycleManagement: {
      IdleSettings:
        timeout === "never"
          ? { ...idle, LifecycleManagement: "DISABLED" }
          : { ...idle, LifecycleManagement: "ENABLED", IdleTimeoutInMinutes: timeout },
    },
  };
}

function withSpaceTimeout(settings: SpaceSettings, app: IdleApp, timeout: IdleTimeout): SpaceSettings {
  const member = `${app}AppSettings` as const;
  const { AppLifecycleManagement: _before, ...others } = settings[member] ?? {};
  const lifecycle =
    typeof timeout === "number"
      ? { AppLifecycleManagement: { IdleSettings: { IdleTimeoutInMinutes: timeout } } }
      : {};
  return { ...settings, [member]: { ...others, ...lifecycle } };
}
