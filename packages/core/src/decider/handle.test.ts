import { describe, expect, it } from "vitest";
import type { Effect, EffectKind } from "../vocabulary/effect.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { EndpointDiffers, PassingRefusal, Refused, TransientError } from "../vocabulary/errors.ts";
import type { Answer, Question } from "../vocabulary/fact.ts";
import type { CommandGiven, Signal } from "../vocabulary/signal.ts";
import { handleSignal, type Runtime } from "./handle.ts";
import { kinds, minute, model } from "./testing/model.ts";
import { looked, onTrial } from "./testing/steps.ts";

const grace = 2 * minute;

/** A trial in its looks, everything in memory; `perform` answers what is done outside. */
function running(perform: (effect: Effect) => Promise<void> = async () => {}) {
  const world = model();
  for (const step of onTrial) step(world);
  world.confirm();
  const ledger: Entry[] = [...world.written];
  const performed: Effect[] = [];
  let now = Date.parse(world.next("now").at) + 5 * minute;
  const runtime = (...performs: readonly EffectKind[]): Runtime => ({
    performs: new Set(performs),
    grace,
    eager: new Set(),
    ports: {
      clock: { now: () => new Date(now) },
      ledger: {
        read: async () => [...ledger],
        append: async (_, entries) => {
          if (entries[0]?.sequence !== ledger.length + 1) return "conflict";
          ledger.push(...entries);
          return "appended";
        },
      },
      // The world answers each question with its own kind of fact, which the compiler cannot tie together.
      facts: { answer: async <Q extends Question>(question: Q) => world.answer(question) as Answer<Q> },
      effects: {
        perform: async (effect) => {
          performed.push(effect);
          await perform(effect);
          return {};
        },
      },
    },
  });
  /** A look after which the challenger's share grows. */
  let look: Signal | null = null;
  looked()({
    ...world,
    tell: (signal) => {
      look = signal;
      return [];
    },
  });
  if (!look) throw new Error("Nobody looked.");
  return {
    ledger,
    performed,
    look: look as Signal,
    swept: (): Signal => ({ kind: "swept", ...world.next("sweep"), model: "meadow" }),
    rollBack: (): CommandGiven => ({
      kind: "command-given",
      ...world.next("command"),
      model: "meadow",
      command: { name: "roll-back" },
      by: "ada",
      route: "api",
      reason: "it smells",
      expectedSequence: null,
    }),
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    handle: (signal: Signal, ...performs: readonly EffectKind[]) =>
      handleSignal("meadow", signal, world.policy, runtime(...performs)),
    shifts: () => performed.flatMap((effect) => (effect.kind === "shift-weights" ? [effect.weights] : [])),
  };
}

/** Refuses every shift of weights. */
const refusing = (error: Error) =>
  running(async ({ kind }) => {
    if (kind === "shift-weights") throw error;
  });

describe("an act", () => {
  it("is done when the ledger wants it", async () => {
    const run = running();
    const { underWay, appended } = await run.handle(run.look, "shift-weights");
    expect(run.shifts()).toEqual([{ main: 40, "version-2": 60 }]);
    expect(kinds(appended)).toEqual(["rollout-looked", "weights-shifted", "effect-done"]);
    expect(underWay).toBe(false);
  });

  it("is not done when another handler decided against it between the decision and the act", async () => {
    let overtake: (() => Promise<unknown>) | null = null;
    const run = running(async ({ kind }) => {
      const now = overtake;
      overtake = null;
      if (kind === "publish-entry") await now?.();
    });
    // The news of the look goes out before its shift is made, and a person's command is handled meanwhile.
    overtake = () => run.handle(run.rollBack());
    await run.handle(run.look, "publish-entry", "shift-weights");
    expect(kinds(run.ledger)).toContain("effect-dropped");
    expect(run.shifts().filter((weights) => weights["version-2"] === 60)).toEqual([]);
  });
});

describe("an act on an endpoint that differs from what is expected", () => {
  it("stays open, and is told as done once it is done", async () => {
    let readsStale = true;
    const run = running(async ({ kind }) => {
      if (kind !== "shift-weights" || !readsStale) return;
      readsStale = false;
      throw new EndpointDiffers("meadow-prod: serves another config", {
        exists: true,
        status: "InService",
        config: "another",
        pendingConfig: null,
        variants: [{ name: "main", weight: 1 }],
        failureReason: null,
      });
    });
    const first = await run.handle(run.look, "shift-weights");
    expect(kinds(first.appended)).not.toContain("effect-done");
    run.later(grace);
    const second = await run.handle(run.swept(), "shift-weights");
    expect(run.shifts()).toHaveLength(2);
    expect(kinds(second.appended)).toContain("effect-done");
  });
});

describe("what was refused", () => {
  it("is left to the sweep, and keeps no message in its queue", async () => {
    const run = refusing(new PassingRefusal("not yet", { tryFor: 15 * minute }));
    expect(kinds((await run.handle(run.look, "shift-weights")).appended)).toContain("effect-postponed");
    run.later(grace);
    const again = await run.handle(run.look, "shift-weights");
    expect(run.shifts()).toHaveLength(1);
    expect(again).toMatchObject({ appended: [], underWay: false });
    await run.handle(run.swept(), "shift-weights");
    expect(run.shifts()).toHaveLength(2);
  });

  it("and may pass is told once, tried until its time is over, and final then", async () => {
    const run = refusing(new PassingRefusal("not yet", { tryFor: 15 * minute }));
    await run.handle(run.look, "shift-weights");
    const { at, data } = run.ledger.find(({ kind }) => kind === "effect-postponed") ?? {};
    const until = new Date(Date.parse(at ?? "") + 15 * minute).toISOString();
    expect(data).toMatchObject({ effect: "shift-weights", error: "not yet", until });
    run.later(15 * minute);
    expect(kinds((await run.handle(run.swept(), "shift-weights")).appended)).not.toContain("effect-failed");
    run.later(1);
    const { appended } = await run.handle(run.swept(), "shift-weights");
    expect(kinds(appended)).toEqual(expect.arrayContaining(["effect-failed", "rollout-held"]));
    expect(run.ledger.filter(({ kind }) => kind === "effect-postponed")).toHaveLength(1);
    expect(run.shifts()).toHaveLength(3);
  });

  it("for good is written down at once", async () => {
    const run = refusing(new Refused("never"));
    expect(kinds((await run.handle(run.look, "shift-weights")).appended)).toContain("effect-failed");
    await run.handle(run.swept(), "shift-weights");
    expect(run.shifts()).toHaveLength(1);
  });
});

describe("what could not be done now", () => {
  it("keeps its message while it is perhaps under way elsewhere, and is done by whoever finds it abandoned", async () => {
    const run = refusing(new TransientError("busy"));
    expect((await run.handle(run.look, "shift-weights")).postponed).toHaveLength(1);
    run.later(grace - 1);
    expect((await run.handle(run.look, "shift-weights")).underWay).toBe(true);
    expect(run.shifts()).toHaveLength(1);
    run.later(1);
    await run.handle(run.look, "shift-weights");
    expect(run.shifts()).toHaveLength(2);
  });
});
