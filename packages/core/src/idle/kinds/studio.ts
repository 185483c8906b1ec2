import { inWords } from "../../words/duration.ts";
import type { IdleAct } from "../act.ts";
import { age, type Found, found, type IdleContext } from "../found.ts";
import {
  type IdleApp,
  type IdleTimeouts,
  idleApps,
  type StudioAppFact,
  type StudioDomainFact,
  type StudioFacts,
  type StudioSettingsFact,
  type StudioSpaceFact,
} from "../inventory.ts";

const minute = 60_000;

/**
 * Settings by which SageMaker ends no app that nobody uses, or too late, and apps that will not be ended by any. When a
 * person was last there is not told: `LastUserActivityTimestamp` moves with the service's health checks.
 */
export function idleStudio(facts: StudioFacts, context: IdleContext): readonly Found[] {
  const { studio } = context.policy;
  if (!studio) return [];
  const wanted = studio.idleTimeout / minute;
  const profileOf = (domain: string, name: string | null) =>
    facts.userProfiles.find((one) => one.domain === domain && one.name === `${domain}/${name}`);
  return [
    ...facts.domains.flatMap((domain) =>
      audited("studio-domain", domain, wrongIn(domain.timeouts, wanted), context),
    ),
    ...facts.userProfiles.flatMap((profile) =>
      audited("studio-user-profile", profile, wrongIn(profile.timeouts, wanted), context),
    ),
    ...facts.spaces.flatMap((space) =>
      audited("studio-space", space, wrongIn(space.timeouts, wanted), context),
    ),
    ...facts.apps.flatMap((app) => {
      const space = facts.spaces.find((one) => one.name === `${app.domain}/${app.space}`);
      const domain = facts.domains.find((one) => one.domain === app.domain);
      const profile = profileOf(app.domain, app.userProfile ?? space?.owner ?? null);
      return endless(app, { domain, profile, space }, context);
    }),
  ];
}

/** The apps that are ended too late, or never. Where a setting says nothing, the one above it decides. */
function wrongIn(timeouts: IdleTimeouts, wanted: number): readonly IdleApp[] {
  return idleApps.filter((app) => {
    const timeout = timeouts[app];
    return timeout === "never" || (timeout !== null && timeout > wanted);
  });
}

function audited(
  kind: "studio-domain" | "studio-user-profile" | "studio-space",
  fact: StudioSettingsFact,
  apps: readonly IdleApp[],
  { policy }: IdleContext,
): readonly Found[] {
  const { studio } = policy;
  if (!studio || apps.length === 0 || fact.status !== "InService") return [];
  const { name, arn, domain, timeouts, changedAt } = fact;
  const minutes = studio.idleTimeout / minute;
  const act: IdleAct = {
    operation: "set-idle-timeout",
    ...{ name, arn, of: kind, domain, apps, minutes, before: timeouts },
  };
  return [
    found(kind, fact, {
      because: `${apps.map((app) => `${app} ${shown(timeouts[app])}`).join(", ")}; the policy has ${inWords(studio.idleTimeout)}.`,
      since: changedAt,
      state: JSON.stringify(timeouts),
      // A setting costs nothing; what it does not end does.
      monthly: 0,
      act,
      never: null,
      acts: studio.act === "set",
    }),
  ];
}

function shown(timeout: IdleTimeouts[IdleApp]): string {
  return timeout === null || timeout === "never"
    ? "is never ended"
    : `is ended after ${inWords(timeout * minute)}`;
}

function endless(
  app: StudioAppFact,
  { domain, profile, space }: Settings,
  { policy, now, price }: IdleContext,
): readonly Found[] {
  const { studio } = policy;
  const running = age(app.startedAt, now);
  if (!studio || app.status !== "InService" || running < studio.appsRunFor) return [];
  const type = idleApps.find((one) => one === app.type);
  // Canvas, RStudio and what is still to come have settings of their own, or none.
  if (type === undefined && app.type !== "JupyterServer" && app.type !== "KernelGateway") return [];
  // What is above it is not known: it may end it.
  if (!domain) return [];
  const timeout = type === undefined ? "never" : inForce(type, { domain, profile, space });
  if (timeout !== "never") return [];
  return [
    found("studio-app", app, {
      because: `It runs for ${inWords(running)}, and ${type === undefined ? `apps of type ${app.type} have no idle timeout` : "no setting will ever end it"}.`,
      since: app.startedAt,
      state: app.startedAt,
      monthly: app.instanceType === null ? null : price("studio-app", app.instanceType),
      act: null,
      never: "what runs in an app is lost with it; set its idle timeout, and start it again",
      acts: false,
    }),
  ];
}

interface Settings {
  readonly domain: StudioDomainFact | undefined;
  readonly profile: StudioSettingsFact | undefined;
  readonly space: StudioSpaceFact | undefined;
}

/** A space's own timeout counts only where its profile and domain have not switched it off. */
function inForce(app: IdleApp, { domain, profile, space }: Settings): IdleTimeouts[IdleApp] {
  const isShared = space !== undefined && space.owner === null;
  // Shared spaces are documented for JupyterLab alone; of another app nobody knows.
  if (isShared && app !== "JupyterLab") return null;
  const above = isShared
    ? (domain?.sharedTimeout ?? "never")
    : (profile?.timeouts[app] ?? domain?.timeouts[app] ?? "never");
  return above === "never" ? "never" : (space?.timeouts[app] ?? above);
}
