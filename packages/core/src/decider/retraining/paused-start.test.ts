import { expect, it } from "vitest";
import type { Effect, EffectKind } from "../../vocabulary/effect.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import type { Answer, Question } from "../../vocabulary/fact.ts";
import type { CommandGiven, Signal } from "../../vocabulary/signal.ts";
import { handleSignal, type Runtime } from "../handle.ts";
import { minute, model } from "../testing/model.ts";
import { endpointTold, newData } from "../testing/steps.ts";

/** A retraining that was asked for, and that nobody has begun to start. */
function asked() {
  const world = model();
  endpointTold(world);
  newData(world);
  const ledger: Entry[] = [...world.written];
  const performed: Effect[] = [];
  let now = Date.parse(world.next("now").at) + 10 * minute;
  const runtime = (): Runtime => ({
    performs: new Set<EffectKind>(["start-pipeline"]),
    grace: minute,
    eager: new Set(),
    ports: {
      clock: { now: () => new Date(now) },
      ledger: {
        read: async () => [...ledger],
        append: async (_, entries) => {
          ledger.push(...entries);
          return "appended";
        },
      },
      // The world answers each question with its own kind of fact, which the compiler cannot tie together.
      facts: { answer: async <Q extends Question>(question: Q) => world.answer(question) as Answer<Q> },
      effects: {
        perform: async (effect) => {
          performed.push(effect);
          return { execution: "run-1" };
        },
      },
    },
  });
  const handle = (signal: Signal) => handleSignal("meadow", signal, world.policy, runtime());
  const give = (name: "pause" | "resume"): CommandGiven => ({
    kind: "command-given",
    ...world.next(name),
    model: "meadow",
    command: { name },
    ...{ by: "ada", route: "api", reason: "hay is being made", expectedSequence: null },
  });
  return {
    ledger,
    performed,
    give: (name: "pause" | "resume") => handle(give(name)),
    sweep: () => handle({ kind: "swept", ...world.next("sweep"), model: "meadow" }),
    later: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

it("a retraining that was asked for and not started yet waits while a person has paused the model", async () => {
  const { performed, give, sweep } = asked();
  // Its message is no reason to come again: what it waits for is a person.
  expect((await give("pause")).underWay).toBe(false);
  await sweep();
  expect(performed).toEqual([]);
  await give("resume");
  expect(performed.map(({ kind }) => kind)).toEqual(["start-pipeline"]);
});

it("its deadline counts on meanwhile, and when it is over nothing is started any more", async () => {
  const { performed, give, sweep, later, ledger } = asked();
  await give("pause");
  later(24 * 60 * minute);
  await sweep();
  await give("resume");
  expect(performed).toEqual([]);
  const kinds = ledger.map(({ kind }) => kind);
  expect(kinds).toContain("retraining-failed");
  expect(ledger.find(({ kind }) => kind === "effect-dropped")?.because).toContain("its retraining is over");
});
