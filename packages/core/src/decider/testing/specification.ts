import { expect } from "vitest";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import type { Effect, EffectKind } from "../../vocabulary/effect.ts";
import type { Entry, EntryKind } from "../../vocabulary/entry.ts";
import type { Question } from "../../vocabulary/fact.ts";
import type { State } from "../../vocabulary/state.ts";
import { effects } from "../effects/effects.ts";
import { model } from "./model.ts";
import type { Step } from "./steps.ts";

/** Part of an entry's data, as toMatchObject() compares it. */
type Data = Readonly<Record<string, unknown>>;

/** An entry that is to be written: its kind, part of its data, and words that stand in its reason. */
type ExpectedEntry = EntryKind | readonly [EntryKind, Data] | readonly [EntryKind, Data, string | RegExp];

/** An effect that is to be asked for: its kind, and part of it. */
type ExpectedEffect = EffectKind | readonly [EffectKind, Data];

/** What one signal led to. */
interface Outcome {
  readonly entries: readonly Entry[];
  /** What the entries ask for outside. Announcements of entries on the bus are left out: they follow from the kinds. */
  readonly effects: readonly Effect[];
  readonly state: State;
  /** What had to be found out for the decision. */
  readonly asked: readonly Question[];
}

interface When extends Outcome {
  /** Exactly these entries in this order, and exactly these effects: none unless some are named. */
  then(entries: readonly ExpectedEntry[], effects?: readonly ExpectedEffect[]): When;
  /** The state after them has this part. */
  leaves(state: Readonly<Record<string, unknown>>): When;
  /** Exactly these questions were asked before the decision; where a whole one is given, exactly so. */
  after(questions: readonly (Question["ask"] | Question)[]): When;
}

interface Given {
  when(step: Step): When;
}

/** What happened so far, to the one model of these tests under its usual policy. */
export function given(...steps: readonly Step[]): Given {
  return underPolicy({}).given(...steps);
}

/**
 * Lets one decision be read as given - when - then: what happened before is told as signals to the real decider, so
 * every state that a test begins with is one that a ledger can lead to.
 */
export function underPolicy(changes: Partial<ModelPolicyInput>): {
  readonly given: (...steps: readonly Step[]) => Given;
} {
  return {
    given(...steps) {
      const world = model(changes);
      for (const step of steps) step(world);
      return {
        when(step) {
          const entries = step(world);
          const asked = [...world.asked];
          return whenOf({ entries, effects: actsOf(entries), state: world.state, asked });
        },
      };
    },
  };
}

function actsOf(entries: readonly Entry[]): readonly Effect[] {
  return entries.flatMap(effects).filter(({ kind }) => kind !== "publish-entry");
}

function whenOf(outcome: Outcome): When {
  const when: When = {
    ...outcome,
    // biome-ignore lint/suspicious/noThenProperty: the word of "given, when, then"; nobody awaits an outcome.
    then(entries, asked = []) {
      expect(outcome.entries.map(({ kind }) => kind)).toEqual(entries.map(kindOf));
      expect(outcome.effects.map(({ kind }) => kind)).toEqual(asked.map(kindOf));
      for (const [index, expected] of entries.entries()) compareEntry(outcome.entries[index], expected);
      for (const [index, expected] of asked.entries()) {
        if (typeof expected !== "string") expect(outcome.effects[index]).toMatchObject(expected[1]);
      }
      return when;
    },
    leaves(state) {
      expect(outcome.state).toMatchObject(state);
      return when;
    },
    after(questions) {
      expect(outcome.asked.map(({ ask }) => ask)).toEqual(
        questions.map((question) => (typeof question === "string" ? question : question.ask)),
      );
      for (const [index, question] of questions.entries()) {
        if (typeof question !== "string") expect(outcome.asked[index]).toEqual(question);
      }
      return when;
    },
  };
  return when;
}

function compareEntry(entry: Entry | undefined, expected: ExpectedEntry): void {
  if (typeof expected === "string") return;
  const [, data, because] = expected;
  expect(entry?.data).toMatchObject(data);
  if (because !== undefined) expect(entry?.because).toMatch(because);
}

function kindOf<Kind extends string>(expected: Kind | readonly [Kind, ...unknown[]]): Kind {
  return typeof expected === "string" ? expected : expected[0];
}
