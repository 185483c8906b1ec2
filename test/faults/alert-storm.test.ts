import { type DigestState, emptyDigestState } from "@driftwheel/core/alerts/digest-state.ts";
import { type Notifier, notify, type OutgoingAlert, sendDigest } from "@driftwheel/core/alerts/notifier.ts";
import { handleSignal, type Runtime } from "@driftwheel/core/decider/handle.ts";
import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Facts } from "@driftwheel/core/vocabulary/fact.ts";
import type { Signal } from "@driftwheel/core/vocabulary/signal.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { expect, it } from "vitest";
import { ledgerInMemory } from "../world/ledger-in-memory.ts";
import { createVirtualTime } from "../world/virtual-time.ts";

const models = 200;
const signals = 1_000;
/** The endpoint of every model of these was changed by someone else, which pages. */
const touched = (model: number) => model % 25 === 0;
const start = "2026-05-04T10:00:00.000Z";
const names = Array.from({ length: models }, (_, index) => `plot-${index}`);

const policy: Partial<ModelPolicyInput> = {
  drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 1_000 } },
  alerts: { page: ["endpoint-changed-outside"], notify: ["drift-confirmed"] },
};
const fleet = fleetOf(Object.fromEntries(names.map((name) => [name, policy])));

function drift(model: string, window: number): Signal {
  const end = Date.parse(start) + (window - 20) * 3_600_000;
  return {
    kind: "drift-reported",
    identity: `report ${model} ${window}`,
    at: start,
    ...{ endpoint: `${model}-prod`, source: "external", schedule: "hourly", rows: 900 },
    windowStart: new Date(end - 3_600_000).toISOString(),
    windowEnd: new Date(end).toISOString(),
    features: [
      {
        feature: "humidity",
        check: "baseline_drift_check",
        violated: true,
        distance: 0.9,
        threshold: 0.2,
        pValue: 1e-12,
        description: "moved",
      },
    ],
    evidence: null,
    report: null,
  };
}

/** A fleet at work; `fails` says when a message to SNS is lost on its way or its answer on the way back. */
function storm(seed: number, fails: (chance: number) => "before" | "after" | null) {
  const time = createVirtualTime(start);
  const random = xoroshiro128plus(seed);
  const chance = () => (random.next() >>> 0) / 2 ** 32;
  const ledger = ledgerInMemory();
  const published: OutgoingAlert[] = [];
  let state: DigestState = emptyDigestState;
  const notifier: Notifier = {
    clock: time,
    settings: fleet.telling,
    digests: {
      change: async (act) => {
        const changed = act(state);
        state = changed.state;
        return changed.answer;
      },
    },
    sign: async (links) => links.map((link) => ({ ...link, url: null })),
    publish: async (alert) => {
      const failure = fails(chance());
      if (failure === "before") throw new TransientError("SNS was not reached");
      published.push(alert);
      if (failure === "after") throw new TransientError("the answer of SNS was lost");
      return `message-${published.length}`;
    },
  };
  const factsOf = (model: string, changed: boolean): Facts["endpoint"] & object => ({
    exists: true,
    status: "InService",
    config: changed ? "theirs" : "ours",
    pendingConfig: null,
    variants: [{ name: "AllTraffic", weight: 1, model, package: null }],
    failureReason: null,
  });
  const changed = new Set<string>();
  const runtime = (model: string): Runtime => ({
    performs: new Set(["send-alert"]),
    eager: new Set(),
    grace: 45_000,
    ports: {
      clock: time,
      ledger,
      facts: {
        // Only the endpoint's fact is asked for here; the others have nothing to say.
        answer: async ({ ask }) =>
          (ask === "endpoint" ? factsOf(model, changed.has(model)) : { versions: [] }) as never,
      },
      effects: {
        perform: async (effect) => (effect.kind === "send-alert" ? notify(effect, notifier) : {}),
      },
    },
  });
  const deliver = async (model: string, signal: Signal): Promise<void> => {
    const policy = fleet.models[model];
    if (!policy) throw new Error(`there is no ${model}`);
    const { postponed, underWay } = await handleSignal(model, signal, policy, runtime(model));
    // As the queue does with what fails: once more, after its visibility timeout.
    if (postponed.length > 0 || underWay) time.after(60_000, () => deliver(model, signal));
  };
  return {
    time,
    chance,
    published,
    notifier,
    deliver,
    changed,
    entries: (model: string) => ledger.read(model),
  };
}

/** 1,000 signals of drift in a minute, in any order, and in the middle of it the pages. */
async function run(seed: number, fails: Parameters<typeof storm>[1]) {
  const world = storm(seed, fails);
  const { time, chance } = world;
  for (const model of names) {
    const moments = Array.from({ length: signals / models }, () => chance() * 60_000).toSorted(
      (a, b) => a - b,
    );
    for (const [window, moment] of moments.entries()) {
      time.after(moment, () => world.deliver(model, drift(model, window)));
    }
  }
  const paging = names.filter((_, index) => touched(index));
  for (const model of paging) {
    // The first sweep reads what the second confirms.
    for (const moment of [61_000, 122_000]) {
      time.after(moment, () => {
        world.changed.add(model);
        const at = time.now().toISOString();
        return world.deliver(model, { kind: "swept", identity: `sweep/${at}`, at, model });
      });
    }
  }
  for (let minute = 1; minute <= 30; minute++) {
    time.after(minute * 60_000, async () => {
      // A digest that could not be sent is sent by the next sweep.
      await sendDigest(world.notifier).catch(() => null);
    });
  }
  await time.run(() => false, 40 * 60_000);
  const entries = new Map<string, readonly Entry[]>();
  for (const model of names) entries.set(model, await world.entries(model));
  return { published: world.published, entries, paging };
}

const count = (published: readonly OutgoingAlert[], of: (alert: OutgoingAlert) => boolean) =>
  published.filter(of).length;
const isDigest = ({ attributes }: OutgoingAlert) => attributes.kind === "digest";
const isPage = ({ message }: OutgoingAlert) => message.severity === "page";

it("1,000 signals of drift in a minute over 200 models are 5 alerts, one digest, and every page", async () => {
  const { published, entries, paging } = await run(11, () => null);

  const raised = [...entries.values()].flat().filter(({ kind }) => kind === "alert-raised");
  // Each of the 200 models drifted, which is one alert of each, and 8 of them page as well.
  expect(raised).toHaveLength(models + paging.length);
  expect(published).toHaveLength(5 + 1 + 8);
  expect(count(published, isPage)).toBe(8);
  expect(new Set(published.filter(isPage).map(({ message }) => message.model))).toEqual(new Set(paging));
  expect(count(published, isDigest)).toBe(1);
  expect(published.find(isDigest)?.message).toMatchObject({
    severity: "notify",
    subject: "195 alerts of 195 models in one message",
  });
  expect(published.find(isDigest)?.message.body).toContain("   195  drift-confirmed");

  const alone = published
    .filter((alert) => !isDigest(alert) && !isPage(alert))
    .map(({ message }) => message.model);
  expect(new Set(alone).size).toBe(5);
});

it("loses none and counts none twice when SNS cannot be reached or its answers are lost", async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { published, paging } = await run(seed, (chance) =>
      chance < 0.2 ? "before" : chance < 0.4 ? "after" : null,
    );
    const digests = published.filter(isDigest);
    // Sent again after a lost answer, it is the same one, and says so by its id.
    expect(new Set(digests.map(({ attributes }) => attributes.digest)).size).toBe(1);
    expect(new Set(digests.map(({ message }) => message.body)).size).toBe(1);
    expect(digests[0]?.message.subject).toBe("195 alerts of 195 models in one message");
    const alone = published
      .filter((alert) => !isDigest(alert) && !isPage(alert))
      .map(({ message }) => message.model);
    expect(new Set(alone).size).toBe(5);
    expect(new Set(published.filter(isPage).map(({ message }) => message.model))).toEqual(new Set(paging));
  }
});
