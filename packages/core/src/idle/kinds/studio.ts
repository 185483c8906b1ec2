import type { PricedUse } from "../../costs/price-table.ts";
import { inWords } from "../../words/duration.ts";
import type { AppProof, IdleAct } from "../act.ts";
import { age, type Found, found, type IdleContext, type MonthlyPrice } from "../found.ts";
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
 * person was last there is told of Canvas alone: `LastUserActivityTimestamp` moves with the service's health checks.
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
      return [...unused(app, context), ...endless(app, { domain, profile, space }, context)];
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

/** Canvas, where SageMaker says that nobody has used it for long enough. */
function unused(app: StudioAppFact, { policy, price }: IdleContext): readonly Found[] {
  const apps = policy.studio?.apps;
  if (!apps || app.type !== "Canvas" || app.status !== "InService") return [];
  if (app.unusedFor === null || app.unusedFor < apps.canvasIdleFor) return [];
  return [
    found("studio-app", app, {
      because: `Nobody has used it for ${inWords(app.unusedFor)}, as Canvas says; the policy has ${inWords(apps.canvasIdleFor)}.`,
      since: app.createdAt,
      state: app.createdAt,
      monthly: monthlyOf(app, price),
      act: deletion(app, { by: "canvas", unusedFor: apps.canvasIdleFor }),
      never: null,
      acts: apps.act === "stop",
    }),
  ];
}

function endless(
  app: StudioAppFact,
  { domain, profile, space }: Settings,
  { policy, now, price }: IdleContext,
): readonly Found[] {
  const { studio } = policy;
  const old = age(app.createdAt, now);
  if (!studio || app.status !== "InService" || old < studio.appsRunFor) return [];
  const type = idleApps.find((one) => one === app.type);
  // Canvas, RStudio and what is still to come have settings of their own, or none.
  if (type === undefined && app.type !== "JupyterServer" && app.type !== "KernelGateway") return [];
  // What is above it is not known: it may end it.
  if (!domain) return [];
  const timeout = type === undefined ? "never" : inForce(type, { domain, profile, space });
  if (timeout !== "never") return [];
  const busy = studio.apps?.busy;
  if (busy && app.busiest !== null && app.busiest > busy.above) return [];
  return [
    found("studio-app", app, {
      because: `It was made ${inWords(old)} ago, and ${type === undefined ? `apps of type ${app.type} have no idle timeout` : "no setting will ever end it"}.${busy && app.isWatched ? ` Its ${busy.name} was ${app.busiest} at most in the last ${inWords(busy.over)}, and ${busy.above} would be busy.` : ""}`,
      since: app.createdAt,
      state: app.createdAt,
      monthly: monthlyOf(app, price),
      act: busy ? deletion(app, { by: "metric", ...busy }) : null,
      never: unproved(app, busy),
      acts: studio.apps?.act === "stop",
    }),
  ];
}

/** Kernels and terminals are lost with an app: without proof that nothing runs in it, it is left to people. */
function unproved({ isWatched }: StudioAppFact, busy: AppPolicy["busy"]): string | null {
  if (busy && isWatched) return null;
  return busy
    ? `it has not published ${busy.name} all through the last ${inWords(busy.over)}, so nobody knows whether something runs in it`
    : "what runs in an app is lost with it, and no metric is named that says whether something does; set its idle timeout, and start it again";
}

function deletion(app: StudioAppFact, proof: AppProof): IdleAct {
  const { name, arn, domain, type, userProfile, space, createdAt, resources, tags } = app;
  return {
    operation: "delete-app",
    ...{ name, arn, domain, type, userProfile, space, createdAt, proof, resources, tags },
    app: name.slice(name.lastIndexOf("/") + 1),
  };
}

type AppPolicy = NonNullable<NonNullable<IdleContext["policy"]["studio"]>["apps"]>;

/** Each kind of app has prices of its own; one whose kind has none that is known has no price. */
const pricedAs: Readonly<Record<string, PricedUse>> = {
  JupyterLab: "studio-jupyterlab",
  CodeEditor: "studio-code-editor",
  KernelGateway: "studio-kernel-gateway",
};

function monthlyOf({ type, instanceType }: StudioAppFact, price: MonthlyPrice): number | null {
  const use = pricedAs[type];
  return use === undefined || instanceType === null ? null : price(use, instanceType);
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
