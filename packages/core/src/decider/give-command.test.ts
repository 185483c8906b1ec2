import { beforeEach, describe, expect, it } from "vitest";
import { policyFor } from "../policy/testing/fleet.ts";
import type { Command } from "../vocabulary/command.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { TransientError } from "../vocabulary/errors.ts";
import type { CommandGiven } from "../vocabulary/signal.ts";
import { giveCommand } from "./give-command.ts";
import type { Ports, Runtime } from "./handle.ts";

const policy = policyFor("dunes");

let ledger: Entry[];
let performed: string[];
let now: number;

beforeEach(() => {
  ledger = [];
  performed = [];
  now = Date.parse("2026-08-03T10:00:00.000Z");
});

/** A runtime on a ledger in memory, with a clock that moves on a little whenever it is read. */
function runtime(changes: Partial<Ports> = {}): () => Promise<Runtime> {
  return async () => ({
    performs: new Set(["publish-entry", "send-alert", "start-pipeline"]),
    eager: new Set(),
    grace: 45_000,
    ports: {
      clock: { now: () => new Date(now++) },
      ledger: {
        read: async () => structuredClone(ledger),
        async append(_model, entries) {
          if (entries[0]?.sequence !== ledger.length + 1) return "conflict";
          ledger = [...ledger, ...entries];
          return "appended";
        },
      },
      facts: {
        // The only question that these commands ask is the endpoint's; the compiler cannot know that.
        answer: async () =>
          ({
            exists: true,
            status: "InService",
            config: "dunes-1",
            variants: [],
            failureReason: null,
          }) as never,
      },
      effects: {
        async perform(effect) {
          performed.push(effect.kind);
          return effect.kind === "start-pipeline" ? { execution: "run-1" } : {};
        },
      },
      ...changes,
    },
  });
}

function command(name: "retrain" | "pause" | "resume", given: Partial<CommandGiven> = {}): CommandGiven {
  const asked: Command = { name };
  return {
    kind: "command-given",
    identity: "command dunes key-1",
    at: "2026-08-03T09:59:59.000Z",
    model: "dunes",
    command: asked,
    by: "ada",
    route: "api",
    reason: "storm",
    expectedSequence: null,
    ...given,
  };
}

const kindsOf = ({ entries }: { readonly entries: readonly Entry[] }) => entries.map(({ kind }) => kind);

describe("a command that is given", () => {
  it("is accepted with the entries that it led to, and the ledger's end", async () => {
    const answer = await giveCommand(command("retrain"), policy, runtime());
    expect(answer).toMatchObject({ result: "accepted", why: null, sequence: ledger.length });
    expect(kindsOf(answer)).toEqual(["signal-observed", "command-accepted", "retraining-requested"]);
    expect(performed).toContain("start-pipeline");
    expect(ledger.length).toBeGreaterThan(answer.entries.length);
  });

  it("is refused with the reason", async () => {
    const answer = await giveCommand(command("resume"), policy, runtime());
    expect(answer).toMatchObject({ result: "refused", why: expect.stringContaining("nothing to resume") });
    expect(kindsOf(answer)).toEqual(["signal-observed", "command-refused"]);
  });

  it.each(["retrain", "resume"] as const)(
    "again with its key (%s) is answered as the first time, and does nothing",
    async (name) => {
      const first = await giveCommand(command(name), policy, runtime());
      const { length } = ledger;
      const acts = performed.length;
      const again = await giveCommand(command(name, { expectedSequence: 0 }), policy, runtime());
      expect(again).toEqual({ ...first, result: "repeated", sequence: length });
      expect(ledger).toHaveLength(length);
      expect(performed).toHaveLength(acts);
    },
  );

  it("again is not told what only followed from it later", async () => {
    const perform = () => Promise.reject(new TransientError("Rate exceeded"));
    const first = await giveCommand(command("retrain"), policy, runtime({ effects: { perform } }));
    const started = ledger.at(-1);
    if (!started) throw new Error("Nothing was written.");
    ledger.push({
      model: "dunes",
      sequence: started.sequence + 1,
      kind: "retraining-failed",
      at: "2026-08-04T11:00:00.000Z",
      because: "It never began.",
      causedBy: started.sequence,
      data: { execution: null, reason: "it never began" },
    });
    const again = await giveCommand(command("retrain"), policy, runtime({ effects: { perform } }));
    expect(again.entries).toEqual(first.entries);
  });

  it("with the key of another command is a conflict of the key", async () => {
    await giveCommand(command("pause"), policy, runtime());
    const { length } = ledger;
    expect(await giveCommand(command("retrain"), policy, runtime())).toEqual({
      result: "conflict",
      key: true,
      sequence: length,
      entries: [],
      why: "the key was used for another command: to pause the model",
    });
    expect(ledger).toHaveLength(length);
  });

  it("for another end of the ledger is a conflict, and nothing is written", async () => {
    const answer = await giveCommand(command("pause", { expectedSequence: 3 }), policy, runtime());
    expect(answer).toEqual({
      result: "conflict",
      sequence: 0,
      entries: [],
      why: "the ledger of dunes ends with entry 0, and the command was given for its end at 3",
    });
    expect(ledger).toEqual([]);
  });

  it("for the end that the conflict told of is taken, with the same key", async () => {
    const { sequence } = await giveCommand(command("pause", { expectedSequence: 3 }), policy, runtime());
    const answer = await giveCommand(command("pause", { expectedSequence: sequence }), policy, runtime());
    expect(answer.result).toBe("accepted");
  });

  it("twice at the same moment with one key is decided once, and both are told the same", async () => {
    const answers = await Promise.all([1, 2].map(() => giveCommand(command("retrain"), policy, runtime())));
    expect(answers.map(({ result }) => result).toSorted()).toEqual(["accepted", "repeated"]);
    expect(answers[0]?.entries).toEqual(answers[1]?.entries);
    expect(performed.filter((kind) => kind === "start-pipeline")).toHaveLength(1);
  });

  it("by two people at the same moment for one end of the ledger: one wins, and the other is told", async () => {
    const given = ["ada", "grace"].map((by) =>
      command("pause", { by, identity: `command dunes ${by}`, expectedSequence: 0 }),
    );
    const answers = await Promise.all(given.map((one) => giveCommand(one, policy, runtime())));
    expect(answers.map(({ result }) => result).toSorted()).toEqual(["accepted", "conflict"]);
    expect(ledger.filter(({ kind }) => kind === "paused")).toHaveLength(1);
  });

  it("is accepted although its effects must wait", async () => {
    const perform = () => Promise.reject(new TransientError("Rate exceeded"));
    const answer = await giveCommand(command("retrain"), policy, runtime({ effects: { perform } }));
    expect(answer).toMatchObject({ result: "accepted", sequence: 3 });
  });

  it("is answered as busy when a fact cannot be found out, and nothing is written", async () => {
    const facts = { answer: () => Promise.reject(new TransientError("SageMaker is busy")) };
    expect(await giveCommand(command("retrain"), policy, runtime({ facts }))).toEqual({
      result: "busy",
      sequence: 0,
      entries: [],
      why: "SageMaker is busy",
    });
    expect(ledger).toEqual([]);
  });

  it("for a model that the fleet does not have is told so, and needs no runtime", async () => {
    const none = () => Promise.reject(new Error("no runtime is needed"));
    expect(await giveCommand(command("pause", { model: "rivers" }), undefined, none)).toEqual({
      result: "unknown-model",
      sequence: 0,
      entries: [],
      why: "The fleet has no model rivers.",
    });
  });
});
