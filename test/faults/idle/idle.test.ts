import type { IdleEntry } from "@driftwheel/core/idle/entry.ts";
import type { IdlePorts } from "@driftwheel/core/idle/ports.ts";
import { runIdle } from "@driftwheel/core/idle/run.ts";
import { replayIdle } from "@driftwheel/core/idle/state.ts";
import { undoIdle } from "@driftwheel/core/idle/undo.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { AccountInMemory } from "./account-in-memory.ts";

const hour = 3_600_000;
const day = 24 * hour;
const fleet = defineFleet({
  models: {},
  idle: { notebooks: { inServiceFor: "12 hours", act: "stop" }, notAgainFor: "7 days" },
});
const policy = fleet.idle;
if (!policy) throw new Error("The fleet has idle.");

class Crash extends Error {
  override readonly name = "Crash";
}

/** A year of an account, in which runs come twice, die anywhere, and lose answers. */
async function lived(seed: number, faults: number) {
  const random = seededRandom(seed);
  let now = Date.parse("2026-01-05T00:00:00.000Z");
  const clock = { now: () => new Date(now) };
  const names = ["shore", "pier", "ebb", "flood", "tide", "reef"];
  const account = new AccountInMemory(names, clock.now);
  const entries: IdleEntry[] = [];
  const told: string[] = [];
  const announced = new Set<number>();
  const actor = account.actor();
  /** Dies before or after what is asked for, or does it and loses the answer. */
  const around = async <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
    // Others are at work meanwhile.
    await Promise.resolve();
    const drawn = random() / faults;
    if (drawn < 1 / 3) throw new Crash();
    const answer = await act();
    now += 1_000;
    if (drawn < 2 / 3) throw new Crash();
    if (drawn < 1) throw new TransientError("The answer is lost.");
    return answer;
  };
  const ports: IdlePorts = {
    clock,
    price: () => 30,
    ledger: {
      read: async () => [...entries],
      append: (added) =>
        around(async () => {
          if (added[0]?.sequence !== entries.length + 1) return "conflict";
          entries.push(...added);
          return "appended";
        }),
    },
    actor: {
      stop: (act, tags) => around(() => actor.stop(act, tags)),
      restore: (act) => around(() => actor.restore(act)),
    },
    inventory: async () => account.inventory(),
    tell: (alert) =>
      around(async () => {
        told.push(alert.token);
        return {};
      }),
    announce: (entry) => around(async () => void announced.add(entry.sequence)),
  };
  const quietly = (ran: Promise<unknown>) =>
    ran.catch((error: unknown) => {
      if (!(error instanceof Crash || error instanceof TransientError)) throw error;
    });
  const undone: { readonly name: string; readonly at: number }[] = [];

  for (let hours = 0; hours < 90 * 24; hours += 6) {
    now = Math.max(now, Date.parse("2026-01-05T00:00:00.000Z") + hours * hour);
    const name = names[Math.floor(random() * names.length)] ?? "shore";
    const drawn = random();
    if (drawn < 0.05) account.use(name);
    else if (drawn < 0.08) account.tag(name, random() < 0.5 ? "keep" : null);
    else if (drawn < 0.14) account.tag(name, "stop");
    if (random() < 0.04) {
      const request = { resource: `notebook-instance/${name}`, by: "ada", because: "I need it." };
      await quietly(undoIdle(policy as NonNullable<typeof policy>, request, ports));
    }
    // A schedule that fires twice runs twice at once.
    await Promise.all(Array.from({ length: random() < 0.3 ? 2 : 1 }, () => quietly(runIdle(fleet, ports))));
  }
  return { entries, account, told, announced, undone, ports, now: () => now, quiet: () => (faults = 1e-9) };
}

/** Whatever went wrong comes right with the runs that follow. */
async function settled(seed: number, faults: number) {
  const world = await lived(seed, faults);
  world.quiet();
  await runIdle(fleet, world.ports);
  await runIdle(fleet, world.ports);
  return world;
}

const of = <Kind extends IdleEntry["kind"]>(entries: readonly IdleEntry[], kind: Kind) =>
  entries.filter((entry) => entry.kind === kind);
const resourceOf = (entry: IdleEntry) => ("resource" in entry.data ? entry.data.resource : "");

const seeds = Array.from({ length: 8 }, (_, index) => index + 1);

describe.each(seeds)("a season of seed %i, with runs that come twice, die and lose answers", (seed) => {
  let season: Awaited<ReturnType<typeof settled>>;
  beforeAll(async () => {
    season = await settled(seed, 0.15);
  });

  it("stops a resource once for a finding, and none that is used", () => {
    const { entries, account } = season;
    const stops = account.happened.filter(({ what }) => what === "stopped by Driftwheel");
    // Something happened at all.
    expect(stops.length).toBeGreaterThan(5);
    for (const stop of stops) {
      const id = `notebook-instance/${stop.name}`;
      const found = entries.findLast(
        (entry) =>
          entry.kind === "idle-found" && resourceOf(entry) === id && Date.parse(entry.at) < stop.at.getTime(),
      );
      if (!found) throw new Error(`${stop.name} was stopped, and never found.`);
      const others = stops.filter(
        ({ name, at }) => name === stop.name && at.getTime() > Date.parse(found.at),
      );
      const next = of(entries, "idle-found").find(
        (entry) => entry.sequence > found.sequence && resourceOf(entry) === id,
      );
      const within = others.filter(({ at }) => !next || at.getTime() < Date.parse(next.at));
      expect(within).toHaveLength(1);
      const used = account.happened.filter(
        ({ name, what, at }) => name === stop.name && what !== "stopped by Driftwheel" && at < stop.at,
      );
      const last = used.at(-1);
      if (last) expect(stop.at.getTime() - last.at.getTime()).toBeGreaterThan(12 * hour);
    }
  });

  it("asks for every stop in an entry, and confirms each once", () => {
    const { entries, account } = season;
    const stops = account.happened.filter(({ what }) => what === "stopped by Driftwheel");
    // Of one whose answer was lost, and that a person used at once, nobody knows any more that it was stopped.
    expect(of(entries, "idle-stop-requested").length).toBeGreaterThanOrEqual(stops.length);
    const requests = [...of(entries, "idle-stop-requested"), ...of(entries, "idle-undo-requested")];
    for (const { sequence } of requests) {
      expect(entries.filter(({ causedBy }) => causedBy === sequence)).toHaveLength(1);
    }
    expect(Object.values(replayIdle(entries).open).filter(({ requested }) => requested !== null)).toEqual([]);
  });

  it("leaves alone what was taken back, for as long as the policy has", () => {
    const { entries, account } = season;
    for (const restored of of(entries, "idle-restored")) {
      const id = resourceOf(restored);
      const after = account.happened.filter(
        ({ name, what, at }) =>
          `notebook-instance/${name}` === id &&
          what === "stopped by Driftwheel" &&
          at.getTime() > Date.parse(restored.at),
      );
      const [first] = after;
      if (first) expect(first.at.getTime() - Date.parse(restored.at)).toBeGreaterThanOrEqual(7 * day);
    }
  });

  it("tells people of everything, and announces it", () => {
    const { entries, announced, told } = season;
    const kinds = ["idle-found", "idle-stopped", "idle-spared", "idle-restored", "idle-stop-failed"];
    for (const entry of entries.filter(({ kind }) => kinds.includes(kind))) {
      expect(announced).toContain(entry.sequence);
      const tellings = of(entries, "idle-told").filter(
        ({ data }) => "entries" in data && data.entries.includes(entry.sequence),
      );
      expect(tellings).toHaveLength(1);
    }
    expect(told.length).toBeGreaterThan(0);
  });
});
