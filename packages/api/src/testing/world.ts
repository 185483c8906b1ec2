import { replay } from "@driftwheel/core/decider/evolve.ts";
import { giveCommand } from "@driftwheel/core/decider/give-command.ts";
import { handleSignal, type Runtime } from "@driftwheel/core/decider/handle.ts";
import type { IdleEntry } from "@driftwheel/core/idle/entry.ts";
import type { LinkClaims, LinkRefused } from "@driftwheel/core/ledger/link.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { policyInput } from "@driftwheel/core/policy/testing/fleet.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Facts } from "@driftwheel/core/vocabulary/fact.ts";
import type { Approval, CommandGiven, Signal } from "@driftwheel/core/vocabulary/signal.ts";
import type { DeliveryRecord } from "@driftwheel/core/webhooks/delivery.ts";
import { createApi } from "../api.ts";
import { defaultRolesClaim, type RoleSettings } from "../authorisation/roles.ts";
import type { ApiPorts } from "../ports.ts";
import { documentCheck } from "./document-check.ts";

const fleet = defineFleet({
  models: {
    tide: policyInput("tide", {
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 2 } },
      gate: [
        { metric: "regression_metrics.mae.value", atMost: 0.4 },
        { metric: "regression_metrics.mae.value", betterThanChampionBy: 0.05, better: "lower" },
      ],
      approve: { by: "person", within: "3 days" },
      rollout: { ramp: [10, 50] },
    }),
  },
  webhooks: {
    "on-call": {
      url: "https://hooks.example.com/driftwheel",
      secret: "/driftwheel/webhooks/on-call",
      kinds: ["alert-raised"],
    },
  },
});

export const roleSettings: RoleSettings = {
  members: {
    reader: ["arn:aws:sts::111122223333:assumed-role/Readers/*", "driftwheel-readers"],
    operator: ["arn:aws:sts::111122223333:assumed-role/Operators/*", "driftwheel-operators"],
    approver: ["arn:aws:sts::111122223333:assumed-role/Approvers/*", "driftwheel-approvers"],
  },
  claim: defaultRolesClaim,
};

/** What API Gateway says of a caller that it knows by IAM. */
export function byIam(userArn: string) {
  return { event: { requestContext: { authorizer: { iam: { userArn } } } } };
}

/** What API Gateway says of a caller that it knows by a token; `token` has what the token itself says. */
export function byJwt(claims: Readonly<Record<string, unknown>>, token?: Readonly<Record<string, unknown>>) {
  return {
    event: {
      ...(token === undefined ? {} : { headers: { authorization: tokenOf(token) } }),
      requestContext: { authorizer: { jwt: { claims, scopes: null } } },
    },
  };
}

/** The header of a caller with a token; its signature is for API Gateway to verify. */
export function tokenOf(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `Bearer ${part({ alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl`;
}

export const people = {
  nobody: byIam("arn:aws:sts::111122223333:assumed-role/Accounting/lin"),
  reader: byIam("arn:aws:sts::111122223333:assumed-role/Readers/noor"),
  operator: byIam("arn:aws:sts::111122223333:assumed-role/Operators/sam"),
  approver: byIam("arn:aws:sts::111122223333:assumed-role/Approvers/ines"),
} as const;

/** Package 4 serves, package 5 is the candidate. */
export const packageArn = (version: number) =>
  `arn:aws:sagemaker:eu-north-1:111122223333:model-package/tide/${version}`;

const factsWith = (approval: Approval): Facts => ({
  endpoint: {
    exists: true,
    status: "InService",
    config: "tide-4",
    pendingConfig: null,
    variants: [{ name: "version-4", weight: 1, model: "tide-4", package: packageArn(4) }],
    failureReason: null,
  },
  scaling: { variants: {}, alarms: {} },
  championHistory: { trials: 80, successes: 60, invocations: 80, errors: 0, latency: 1_500 },
  championPackage: { modelDataUrl: "s3://tide/4/model.tar.gz" },
  candidate: {
    version: 5,
    status: "Completed",
    approval,
    modelDataUrl: "s3://tide/5/model.tar.gz",
    evaluationUri: "s3://tide/5/evaluation.json",
    evaluation: { ok: true, json: { regression_metrics: { mae: { value: 0.31 } } } },
    championEvaluation: { ok: true, json: { regression_metrics: { mae: { value: 0.5248 } } } },
  },
});

export interface ApiWorld {
  readonly app: ReturnType<typeof createApi>;
  readonly entries: readonly Entry[];
  /** Of the account. */
  readonly idleEntries: IdleEntry[];
  /** Every command that was given, in order. */
  readonly given: readonly CommandGiven[];
  readonly deliveries: DeliveryRecord[];
  readonly disabled: Map<string, string>;
  readonly redriven: (readonly string[] | null)[];
  readonly warnings: string[];
  now: Date;
  /** Of version 5, in the model registry. */
  approval: Approval;
  /** Has the model decide on a signal, as its functions do. */
  happen(signal: Signal): Promise<void>;
}

const document = documentCheck();

/** The API, every answer of which is held to its document. */
function documented(ports: ApiPorts): ReturnType<typeof createApi> {
  const app = createApi(ports);
  const answer = app.fetch;
  app.fetch = async (request, ...rest) => {
    const response = await answer(request, ...rest);
    await document.check(request.method, new URL(request.url).pathname, response.clone());
    return response;
  };
  return app;
}

/** The API over a ledger in memory. Signals and commands are decided on by the real decider. */
export function apiWorld(replaced: Partial<ApiPorts> = {}): ApiWorld {
  const entries: Entry[] = [];
  const idleEntries: IdleEntry[] = [];
  const given: CommandGiven[] = [];
  const deliveries: DeliveryRecord[] = [];
  const disabled = new Map<string, string>();
  const redriven: (readonly string[] | null)[] = [];
  const warnings: string[] = [];
  const clock = { now: () => world.now };
  const runtime: Runtime = {
    performs: new Set(),
    grace: 60_000,
    eager: new Set(),
    ports: {
      clock,
      ledger: {
        read: async () => structuredClone(entries),
        append: async (_model, added) => {
          if (added[0]?.sequence !== entries.length + 1) return "conflict";
          entries.push(...structuredClone(added));
          return "appended";
        },
      },
      facts: {
        answer: async ({ ask }) => {
          const answer = factsWith(world.approval)[ask];
          if (!answer) throw new Error(`nothing is known of ${ask}`);
          // Each question's name is that of its answer.
          return answer as never;
        },
      },
      effects: { perform: () => Promise.reject(new Error("Nothing is performed here.")) },
    },
  };
  const app = documented({
    fleet,
    clock,
    roles: roleSettings,
    ledger: {
      read: async () => [...entries],
      state: async (model) => replay(model, entries),
    },
    give: async (command) => {
      given.push(command);
      return await giveCommand(command, fleet.models[command.model], async () => runtime);
    },
    idleLedger: { read: async () => [...idleEntries] },
    deliveries: {
      deliveries: async (_subscription, { status, limit }) => ({
        deliveries: deliveries.filter((one) => !status || one.status === status).slice(0, limit),
        next: null,
      }),
      delivery: async (_subscription, id) => deliveries.find((one) => one.id === id) ?? null,
      put: async (delivery) => void deliveries.push(delivery),
      status: async (name) => {
        const why = disabled.get(name) ?? null;
        return { name, status: why === null ? "live" : "disabled", since: null, why };
      },
      disable: async (name, why) => {
        disabled.set(name, why);
        return "disabled";
      },
      enable: async (name) => void disabled.delete(name),
    },
    redrive: {
      redrive: async (_subscription, ids) => {
        redriven.push(ids);
        return { redriven: ids ?? deliveries.filter(({ status }) => status === "dead").map(({ id }) => id) };
      },
    },
    readLink: async (): Promise<LinkClaims | LinkRefused> => ({ refused: "altered" }),
    originSecrets: null,
    warn: (message) => void warnings.push(message),
    ...replaced,
  });
  const world: ApiWorld = {
    app,
    entries,
    idleEntries,
    given,
    deliveries,
    disabled,
    redriven,
    warnings,
    now: new Date("2026-05-04T12:00:00.000Z"),
    approval: "PendingManualApproval",
    async happen(signal) {
      const policy = fleet.models.tide;
      if (!policy) throw new Error("The fleet has the model tide.");
      await handleSignal("tide", signal, policy, runtime);
    },
  };
  return world;
}

/** Drift is confirmed, the model retrained, and version 5 waits for a person. */
export async function untilApprovalIsAsked(world: ApiWorld): Promise<void> {
  const hour = 3_600_000;
  const began = world.now.getTime() - 12 * hour;
  for (let window = 0; window < 4; window++) {
    const end = new Date(began + window * hour);
    await world.happen({
      kind: "drift-reported",
      identity: `drift-reported tide ${window}`,
      at: end.toISOString(),
      endpoint: "tide-prod",
      source: "external",
      schedule: "harbour-watch",
      windowStart: new Date(end.getTime() - hour).toISOString(),
      windowEnd: end.toISOString(),
      rows: 900,
      features: [
        {
          feature: "pressure <hPa>",
          check: "baseline_drift_check",
          violated: true,
          distance: 0.4213,
          threshold: 0.1,
          pValue: 0.000_001,
          description: "PSI 0.42 over 900 rows",
        },
      ],
      evidence: null,
      report: null,
    });
  }
  await world.happen({
    kind: "model-package-changed",
    identity: "model-package-changed tide 5",
    at: world.now.toISOString(),
    group: "tide",
    version: 5,
    arn: packageArn(5),
    status: "Completed",
    approval: "PendingManualApproval",
    updatedFields: null,
    approvalDescription: null,
  });
}

/** The last entry of a kind. @throws Error when there is none. */
export function lastOf<Kind extends Entry["kind"]>(
  world: ApiWorld,
  kind: Kind,
): Extract<Entry, { kind: Kind }> {
  const found = world.entries.findLast(
    (entry): entry is Extract<Entry, { kind: Kind }> => entry.kind === kind,
  );
  if (!found)
    throw new Error(
      `the ledger has no ${kind}; it has ${world.entries.map((entry) => entry.kind).join(", ")}`,
    );
  return found;
}
