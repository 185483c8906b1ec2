import { describe, expect, it } from "vitest";
import { defineFleet } from "../policy/define-fleet.ts";
import type { FleetInput } from "../policy/policy.ts";
import { decideIdle } from "./decide.ts";
import type { IdleEntry } from "./entry.ts";
import type {
  EndpointInvocations,
  ExperimentFact,
  Inventory,
  LeftoverFacts,
  MadeByRollout,
  NotebookFact,
  StudioFacts,
} from "./inventory.ts";
import { replayIdle } from "./state.ts";

const hour = 3_600_000;
const day = 24 * hour;
const now = new Date("2026-06-01T12:00:00.000Z");
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString();
const stop = { "driftwheel:idle": "stop" };
const named = (name: string) => ({ name, arn: `arn:${name}`, tags: stop });

const nothing: Inventory = {
  ...{ notebooks: null, studio: null, endpoints: null, leftovers: null, experiments: null },
};
const acting = {
  notebooks: { act: "stop", busy: { namespace: "Notebooks", name: "cpu", above: 5 } },
  studio: { act: "set" },
  endpoints: { act: "delete" },
  leftovers: { act: "delete" },
  experiments: {},
} as const satisfies FleetInput["idle"];

function policyOf(idle: FleetInput["idle"] = acting) {
  const fleet = defineFleet({ models: {}, idle });
  if (!fleet.idle) throw new Error("The fleet has idle.");
  return fleet.idle;
}

/** What is decided on an account, after these entries. */
function decided(
  inventory: Partial<Inventory>,
  entries: readonly IdleEntry[] = [],
  idle: FleetInput["idle"] = acting,
  readFrom = now,
) {
  const policy = policyOf(idle);
  const fleetEndpoints = new Map([["shore-prod", "shore"]]);
  const price = (_kind: string, type: string) => (type === "ml.m5.large" ? 84 : null);
  return decideIdle(
    replayIdle(entries),
    { ...nothing, ...inventory },
    { policy, now, readFrom, price, fleetEndpoints },
  );
}

const known = <Facts>(facts: Facts) => ({ known: true, facts }) as const;
const idleIn = (inventory: Partial<Inventory>) =>
  decided(inventory).flatMap(({ kind, data }) => (kind === "idle-found" ? [data.resource] : []));

describe("a notebook instance", () => {
  const notebook = (changes: Partial<NotebookFact> = {}): NotebookFact => ({
    ...named("shore"),
    ...{ status: "InService", instanceType: "ml.m5.large", changedAt: ago(12 * hour), busiest: null },
    ...changes,
  });
  const found = (changes: Partial<NotebookFact>) => idleIn({ notebooks: known([notebook(changes)]) });

  it("is idle from the hour on that the policy has", () => {
    expect(found({})).toEqual(["notebook-instance/shore"]);
    expect(found({ changedAt: ago(12 * hour - 1) })).toEqual([]);
  });
  it("is not while it was busy, is stopped, or has the tag that forbids it", () => {
    expect(found({ busiest: 5 })).toEqual(["notebook-instance/shore"]);
    expect(found({ busiest: 5.1 })).toEqual([]);
    expect(found({ status: "Stopped" })).toEqual([]);
    expect(found({ status: "SomethingNew" })).toEqual([]);
    expect(found({ tags: { "driftwheel:idle": "keep" } })).toEqual([]);
  });
});

describe("an endpoint", () => {
  const endpoint = (changes: Partial<EndpointInvocations> = {}): EndpointInvocations => ({
    ...named("pier"),
    ...{ status: "InService", config: "pier-1", configs: ["pier-1"], otherwiseAsked: null, invocations: 0 },
    ...{ createdAt: ago(30 * day), changedAt: ago(14 * day) },
    variants: [{ name: "main", weight: 1, instanceType: "ml.m5.large", instances: 2 }],
    ...changes,
  });
  const found = (changes: Partial<EndpointInvocations>) =>
    decided({ endpoints: known([endpoint(changes)]) }).map(({ data }) => data);

  it("is idle when nobody asked it, and costs what all its instances do", () => {
    expect(found({})).toMatchObject([{ resource: "endpoint/pier", monthly: 168, notActed: null }]);
  });
  it("is not when it was asked, is young, or nobody can tell", () => {
    expect(found({ invocations: 1 })).toEqual([]);
    expect(found({ changedAt: ago(14 * day - 1) })).toEqual([]);
    expect(found({ invocations: null })).toEqual([]);
    expect(found({ otherwiseAsked: "asynchronously" })).toEqual([]);
    expect(found({ status: "Updating" })).toEqual([]);
  });
  it("is told of and never deleted while it is in Driftwheel's care", () => {
    expect(found({ name: "Shore-prod" })).toMatchObject([
      { notActed: "it is in Driftwheel's care, as the endpoint of the model shore" },
    ]);
  });
  it("has no price where one of its instances has none", () => {
    const variants = [{ name: "main", weight: 1, instanceType: "ml.new.large", instances: 1 }];
    expect(found({ variants })).toMatchObject([{ monthly: null }]);
  });
});

describe("a leftover", () => {
  const config = (changes: Partial<MadeByRollout> = {}): MadeByRollout => ({
    ...named("driftwheel-shore-v2-1-trial"),
    ...{ kind: "endpoint-config", createdAt: ago(9 * day), rollout: "shore-v2-1", namedBy: [] },
    ...{ endedAt: ago(7 * day), departed: null },
    ...changes,
  });
  const found = (changes: Partial<MadeByRollout>, inUse: readonly string[] = []) => {
    const leftovers: LeftoverFacts = { made: [config(changes)], variants: [], inUse: new Set(inUse) };
    return decided({ leftovers: known(leftovers) }).map(({ data }) => data);
  };

  it("is idle when its rollout ended long enough ago", () => {
    expect(found({})).toMatchObject([
      { resource: "endpoint-config/driftwheel-shore-v2-1-trial", monthly: 0 },
    ]);
    expect(found({ endedAt: ago(7 * day - 1) })).toEqual([]);
  });
  it("is not while the rollout goes on, or a champion has it", () => {
    expect(found({ endedAt: null })).toEqual([]);
    expect(found({}, ["driftwheel-shore-v2-1-trial"])).toEqual([]);
  });
  it("waits, as a model, for the config that names it", () => {
    expect(found({ kind: "model", namedBy: ["a"] })).toMatchObject([
      { notActed: "a still names it, and goes first" },
    ]);
  });
});

it("an experiment is idle that has no owner and has not changed for long", () => {
  const experiment = (changes: Partial<ExperimentFact> = {}) =>
    idleIn({
      experiments: known([{ ...named("waves"), tags: {}, changedAt: ago(90 * day), ...changes }]),
    });
  expect(experiment()).toEqual(["experiment/waves"]);
  expect(experiment({ changedAt: ago(90 * day - 1) })).toEqual([]);
  expect(experiment({ tags: { owner: "ada" } })).toEqual([]);
});

describe("Studio", () => {
  const settings = (name: string, minutes: number | "never" | null) => ({
    ...{ ...named(name), domain: "d-1", status: "InService", changedAt: ago(day) },
    timeouts: { JupyterLab: minutes, CodeEditor: minutes },
  });
  const app = {
    ...named("d-1/tides/JupyterLab/default"),
    ...{ domain: "d-1", type: "JupyterLab", status: "InService", createdAt: ago(day) },
    ...{ unusedFor: null, busiest: null, isWatched: false, resources: { InstanceType: "ml.m5.large" } },
    ...{ instanceType: "ml.m5.large", userProfile: null, space: "tides" },
  };
  const found = (facts: Partial<StudioFacts>, minutes: number | "never" = 120) =>
    idleIn({
      studio: known({
        domains: [{ ...settings("d-1", minutes), sharedTimeout: minutes }],
        ...{ userProfiles: [], spaces: [], apps: [], ...facts },
      }),
    });

  it("has settings that end apps in time, too late or never", () => {
    expect(found({})).toEqual([]);
    expect(found({}, 121)).toEqual(["studio-domain/d-1"]);
    expect(found({}, "never")).toEqual(["studio-domain/d-1"]);
    expect(found({ userProfiles: [settings("d-1/ada", null)] })).toEqual([]);
    expect(found({ userProfiles: [settings("d-1/ada", "never")] })).toEqual(["studio-user-profile/d-1/ada"]);
    expect(found({ spaces: [{ ...settings("d-1/tides", 600), owner: "ada" }] })).toEqual([
      "studio-space/d-1/tides",
    ]);
  });
  it("has apps that no setting will ever end", () => {
    const space = (minutes: number | null) => [{ ...settings("d-1/tides", minutes), owner: "ada" }];
    const ofApp = "studio-app/d-1/tides/JupyterLab/default";
    expect(found({ apps: [app], spaces: space(null) })).toEqual([]);
    expect(found({ apps: [app], spaces: space(60) }, "never")).toContain(ofApp);
    expect(
      found({ apps: [{ ...app, createdAt: ago(day - 1) }], spaces: space(null) }, "never"),
    ).not.toContain(ofApp);
    const endless = [settings("d-1/ada", "never")];
    expect(found({ apps: [app], spaces: space(null), userProfiles: endless })).toContain(ofApp);
    expect(found({ apps: [{ ...app, type: "Canvas" }] }, "never")).not.toContain(ofApp);
    expect(found({ apps: [{ ...app, domain: "d-2" }] }, "never")).not.toContain(ofApp);
  });
});

it("an app that runs was started again, where the account was read after it was stopped", () => {
  const app = {
    ...named("d-1/ada/Canvas/default"),
    ...{ domain: "d-1", type: "Canvas", status: "InService", createdAt: ago(day), resources: null },
    ...{ unusedFor: 0, busiest: null, isWatched: false, instanceType: null, userProfile: "ada", space: null },
  };
  const studio = known({ domains: [], userProfiles: [], spaces: [], apps: [app] });
  const resource = "studio-app/d-1/ada/Canvas/default";
  const { name, arn, domain, createdAt } = app;
  const act = { operation: "delete-app", name, arn, domain, createdAt };
  const entries = [
    { kind: "idle-found", sequence: 1, at: ago(2 * hour), data: { resource, kind: "studio-app", name, arn } },
    { kind: "idle-stopped", sequence: 2, at: ago(hour), data: { resource, act, undo: "it is made again" } },
    // Of the fields that the fold and the decision read.
  ] as unknown as readonly IdleEntry[];
  const kinds = (readFrom: Date) => decided({ studio }, entries, acting, readFrom).map(({ kind }) => kind);
  expect(kinds(new Date(ago(hour - 1)))).toEqual(["idle-resolved"]);
  expect(kinds(new Date(ago(hour)))).toEqual([]);
});

describe("what comes of a finding", () => {
  const notebook: NotebookFact = {
    ...named("shore"),
    ...{ status: "InService", instanceType: "ml.m5.large", changedAt: ago(13 * hour), busiest: null },
  };
  const notebooks = known([notebook]);
  const [first] = decided({ notebooks });
  const entry = (kind: IdleEntry["kind"], sequence: number, data: object, at = ago(hour)): IdleEntry =>
    // Kind and data of one entry, as the tests write them.
    ({ model: "account", sequence, kind, at, because: "Why.", causedBy: "test", data }) as IdleEntry;
  const found = entry("idle-found", 1, first?.data ?? {});
  const told = entry("idle-told", 2, { entries: [1], severity: "notify" });
  const kinds = (...of: Parameters<typeof decided>) => decided(...of).map(({ kind }) => kind);

  it("is stopped once people were told, and not before", () => {
    expect(kinds({ notebooks }, [found])).toEqual([]);
    expect(decided({ notebooks }, [found, told])).toMatchObject([
      { kind: "idle-stop-requested", causedBy: 1, data: { act: { operation: "stop-notebook" } } },
    ]);
  });
  it("is not stopped where the policy only reports, or the tag is missing", () => {
    expect(kinds({ notebooks }, [found, told], { notebooks: {} })).toEqual([]);
    expect(kinds({ notebooks: known([{ ...notebook, tags: {} }]) }, [found, told])).toEqual([]);
  });
  it("is over when the resource is gone or was used, and stays where it could not be read", () => {
    expect(kinds({ notebooks: known([]) }, [found, told])).toEqual(["idle-resolved"]);
    expect(kinds({ notebooks: { known: false, why: "AccessDenied" } }, [found, told])).toEqual([]);
    const again = known([{ ...notebook, changedAt: ago(12 * hour) }]);
    expect(kinds({ notebooks: again }, [found, told])).toEqual(["idle-resolved", "idle-found"]);
  });
  it("is left alone for a week after somebody took it back", () => {
    const undone = (at: string) => [
      entry("idle-restored", 3, { resource: "notebook-instance/shore", by: "ada" }, at),
    ];
    const foundAgain = (at: string) => [
      ...undone(at),
      { ...found, sequence: 4 },
      { ...told, sequence: 5, data: { entries: [4], severity: "notify" } } as IdleEntry,
    ];
    expect(kinds({ notebooks }, foundAgain(ago(7 * day - 1)))).toEqual([]);
    expect(kinds({ notebooks }, foundAgain(ago(7 * day)))).toEqual(["idle-stop-requested"]);
  });
  it("is somebody's again when what was stopped runs", () => {
    const stopped = entry("idle-stopped", 3, {
      resource: "notebook-instance/shore",
      act: { operation: "stop-notebook", name: "shore", arn: "arn:shore", changedAt: notebook.changedAt },
      undo: "it is started again",
    });
    const running = known([{ ...notebook, changedAt: ago(1) }]);
    expect(kinds({ notebooks: known([{ ...notebook, status: "Stopped" }]) }, [found, told, stopped])).toEqual(
      [],
    );
    expect(kinds({ notebooks: running }, [found, told, stopped])).toEqual(["idle-resolved"]);
  });
});
