import { decide } from "@driftwheel/core/decide/decide.ts";
import type { Entry } from "@driftwheel/core/ledger/entry.ts";
import { replay } from "@driftwheel/core/ledger/evolve.ts";
import type { LinkClaims, LinkRefused } from "@driftwheel/core/ledger/link.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { CommandAnswer } from "@driftwheel/core/shell/command-answer.ts";
import type { CommandGiven } from "@driftwheel/core/signals/signal.ts";
import type { Delivery } from "@driftwheel/core/webhooks/delivery.ts";
import { createApi } from "../api.ts";
import { defaultRolesClaim, type RoleSettings } from "../authorisation/roles.ts";
import type { ApiPorts } from "../ports.ts";

export const fleet = defineFleet({
  models: {
    tide: {
      endpoint: "tide-prod",
      packageGroup: "tide",
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 2 } },
      retrain: { pipeline: "tide-train" },
      gate: [{ metric: "regression_metrics.mae.value", atMost: 0.4 }],
      approve: { by: "person", within: "3 days" },
      rollout: { ramp: [10, 50] },
    },
  },
  webhooks: {
    "on-call": { url: "https://hooks.example.com/driftwheel", kinds: ["alert-raised"] },
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

/** What API Gateway says of a caller that it knows by a token. */
export function byJwt(claims: Readonly<Record<string, unknown>>) {
  return { event: { requestContext: { authorizer: { jwt: { claims, scopes: null } } } } };
}

export const people = {
  nobody: byIam("arn:aws:sts::111122223333:assumed-role/Accounting/lin"),
  reader: byIam("arn:aws:sts::111122223333:assumed-role/Readers/noor"),
  operator: byIam("arn:aws:sts::111122223333:assumed-role/Operators/sam"),
  approver: byIam("arn:aws:sts::111122223333:assumed-role/Approvers/ines"),
} as const;

export interface ApiWorld {
  readonly app: ReturnType<typeof createApi>;
  readonly entries: Entry[];
  /** Every command that was given, in order. */
  readonly given: CommandGiven[];
  readonly deliveries: Delivery[];
  readonly disabled: Map<string, string>;
  readonly redriven: (readonly string[] | null)[];
  readonly warnings: string[];
  now: Date;
}

/** The API over a ledger in memory. Commands are decided on by the real decider, as the function `command` does. */
export function apiWorld(
  entries: readonly Entry[] = [],
  given: Partial<ApiPorts> & { readonly answer?: CommandAnswer } = {},
): ApiWorld {
  const world: Omit<ApiWorld, "app"> = {
    entries: [...entries],
    given: [],
    deliveries: [],
    disabled: new Map(),
    redriven: [],
    warnings: [],
    now: new Date("2026-05-04T12:00:00.000Z"),
  };
  const app = createApi({
    fleet,
    clock: { now: () => world.now },
    roles: roleSettings,
    ledger: {
      read: async () => [...world.entries],
      state: async (model) => replay(model, world.entries),
    },
    give: async (command) => {
      world.given.push(command);
      return given.answer ?? decided(command, world);
    },
    deliveries: {
      deliveries: async (_subscription, { status, limit }) => ({
        deliveries: world.deliveries.filter((one) => !status || one.status === status).slice(0, limit),
        next: null,
      }),
      delivery: async (_subscription, id) => world.deliveries.find((one) => one.id === id) ?? null,
      put: async (delivery) => void world.deliveries.push(delivery),
      status: async (name) => {
        const why = world.disabled.get(name) ?? null;
        return { name, status: why === null ? "live" : "disabled", since: null, why };
      },
      disable: async (name, why) => {
        world.disabled.set(name, why);
        return "disabled";
      },
      enable: async (name) => void world.disabled.delete(name),
    },
    redrive: {
      redrive: async (_subscription, ids) => {
        world.redriven.push(ids);
        return {
          redriven: ids ?? world.deliveries.filter(({ status }) => status === "dead").map(({ id }) => id),
        };
      },
    },
    readLink: async (): Promise<LinkClaims | LinkRefused> => ({ refused: "altered" }),
    originSecrets: null,
    warn: (message) => void world.warnings.push(message),
    ...given,
  });
  return Object.assign(world, { app });
}

function decided(command: CommandGiven, world: Pick<ApiWorld, "entries" | "now">): CommandAnswer {
  const { model, identity } = command;
  const policy = fleet.models[model];
  if (!policy) return { result: "unknown model", sequence: 0, entries: [], why: null };
  const first = world.entries.find(({ causedBy }) => causedBy === identity);
  const caused = (since: number) => world.entries.filter(({ sequence }) => sequence >= since);
  if (first?.kind === "command-accepted" || first?.kind === "command-refused") {
    const same = JSON.stringify(first.data.command) === JSON.stringify(command.command);
    return same
      ? { result: "repeated", sequence: world.entries.length, entries: [first], why: null }
      : {
          result: "conflict",
          sequence: world.entries.length,
          entries: [],
          why: "the key was used for another command",
          key: true,
        };
  }
  const before = world.entries.length;
  if (command.expectedSequence !== null && command.expectedSequence !== before) {
    return { result: "conflict", sequence: before, entries: [], why: null };
  }
  const state = replay(model, world.entries);
  world.entries.push(...decide(state, { signal: command, facts: {} }, policy, world.now));
  const entries = caused(before + 1);
  const refusal = entries.find((entry) => entry.kind === "command-refused");
  return refusal
    ? { result: "refused", sequence: world.entries.length, entries, why: refusal.data.why }
    : { result: "accepted", sequence: world.entries.length, entries, why: null };
}
