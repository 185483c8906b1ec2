import { describe, expect, it } from "vitest";
import { ledgerOf, report, vines } from "../../alerts/vines.fixture.ts";
import type { OutboxItem } from "../../vocabulary/state.ts";
import { minute } from "../testing/model.ts";
import { given } from "../testing/specification.ts";
import {
  changedByHand,
  commanded,
  endpointTold,
  executionIs,
  executionTold,
  later,
  looked,
  newData,
  onTrial,
  refused,
  registered,
  settled,
  swept,
} from "../testing/steps.ts";
import { whyUnwanted } from "./wanted.ts";

const approve = commanded({ name: "approve", version: 2 });
const rollBack = commanded({ name: "roll-back" });
const promote = commanded({ name: "promote" });
/** A look after which the ramp goes on: its shift waits to be done. */
const shifts = looked();

type Outcome = ReturnType<ReturnType<typeof given>["when"]>;

/** Which acts a decision dropped, and in which words. */
function dropped({ entries }: Outcome): readonly string[] {
  return entries.flatMap((entry) => (entry.kind === "effect-dropped" ? [entry.because] : []));
}

/** Kinds of the acts that wait, announcements aside. */
function open({ state }: Outcome): readonly string[] {
  return state.outbox.map(({ effect }) => effect.kind).filter((kind) => kind !== "publish-entry");
}

describe("a change of the endpoint is not done any more", () => {
  it("when a roll back took the place of a shift that waits", () => {
    const outcome = given(...onTrial, shifts).when(rollBack);
    expect(dropped(outcome)).toEqual([
      "shift-weights is not done any more: a later decision on the endpoint took its place.",
    ]);
    expect(open(outcome)).toEqual(["shift-weights", "restore-config"]);
    const last = outcome.entries.find(({ kind }) => kind === "weights-shifted")?.sequence;
    expect(outcome.state.outbox.map(({ effect }) => effect)).toContainEqual(
      expect.objectContaining({ kind: "shift-weights", sequence: last }),
    );
  });

  it("while its trial is held, because a person must look first", () => {
    const outcome = given(...onTrial, shifts).when(changedByHand("by-hand"));
    expect(dropped(outcome)).toEqual([
      "shift-weights is not done any more: its trial is held, and a person must look at the endpoint first.",
    ]);
    expect(open(outcome)).toEqual([]);
  });

  it("when its trial is over", () => {
    const outcome = given(registered(2), approve, rollBack).when(refused("restore-config"));
    expect(dropped(outcome)).toEqual([
      "start-rollout is not done any more: its trial is held.",
      "shift-weights is not done any more: its trial is held, and a person must look at the endpoint first.",
    ]);
    const ended = given(registered(2), approve).when(refused("deploy-trial"));
    expect(dropped(ended)).toEqual([
      "set-approval is not done any more: version 2 is rolled-back meanwhile.",
      "start-rollout is not done any more: its trial is over.",
    ]);
  });

  it("and is done while it is the last that was decided", () => {
    const outcome = given(...onTrial, shifts).when(commanded({ name: "pause" }));
    expect(dropped(outcome)).toEqual([]);
    expect(open(outcome)).toEqual(["shift-weights"]);
  });
});

describe("the start of an execution is not done any more", () => {
  it("when the trial goes on under a later name", () => {
    const outcome = given(registered(2), approve, later(3 * 60 * minute)).when(swept);
    expect(dropped(outcome)).toEqual([
      "start-rollout is not done any more: the trial goes on under a later execution name.",
    ]);
    expect(
      outcome.state.outbox.flatMap(({ effect }) =>
        effect.kind === "start-rollout" ? [effect.executionName] : [],
      ),
    ).toEqual(["driftwheel-meadow-v2-1-2"]);
  });
});

describe("the start of a pipeline is not done any more", () => {
  it("when its retraining is over, so that no earlier one's start is taken for a later one's", () => {
    const outcome = given(endpointTold, newData, executionIs("Failed")).when(executionTold());
    expect(dropped(outcome)).toEqual(["start-pipeline is not done any more: its retraining is over."]);
    expect(open(outcome)).toEqual([]);
  });

  it("and is done while its retraining is", () => {
    const outcome = given(endpointTold, newData).when(commanded({ name: "pause" }));
    expect(dropped(outcome)).toEqual([]);
    expect(open(outcome)).toEqual(["start-pipeline"]);
  });
});

describe("an approval is not done any more", () => {
  const waiting = [...onTrial, registered(3), commanded({ name: "approve", version: 3 })] as const;

  it("when the version was rejected meanwhile", () => {
    const outcome = given(...waiting).when(commanded({ name: "reject", version: 3 }));
    expect(dropped(outcome)).toEqual([
      "set-approval is not done any more: version 3 is approval-rejected meanwhile.",
    ]);
  });

  it("and is done while the version is thought of so", () => {
    const outcome = given(...waiting).when(commanded({ name: "pause" }));
    expect(open(outcome)).toContain("set-approval");
  });
});

describe("the mark of a package is not done any more", () => {
  const { state } = given(...onTrial, promote).when(settled);
  const marks = state.outbox.filter(({ effect }) => effect.kind === "mark-package");

  it("when a later one of the same package waits", () => {
    const [first] = marks;
    if (!first) throw new Error("Nothing is marked.");
    const later: OutboxItem = {
      ...first,
      effect: { ...first.effect, sequence: state.sequence + 1, token: "later" },
    };
    const both = { ...state, outbox: [...state.outbox, later] };
    expect(whyUnwanted(both, first)).toBe("a later mark of the same package took its place");
    expect(whyUnwanted(both, later)).toBeNull();
  });

  it("and both of a promotion are done, of two packages", () => {
    expect(marks.map((mark) => whyUnwanted(state, mark))).toEqual([null, null]);
  });
});

describe("an alert", () => {
  const reading = (violated: boolean, refuse: boolean) => {
    const ledger = ledgerOf(vines());
    let minutes = 0;
    const next = (bad: boolean) => {
      minutes += 60;
      return ledger.tell(minutes, report(minutes, bad));
    };
    while (ledger.state().drift.confirmed === null) next(true);
    if (refuse) {
      const { effect } = ledger.state().outbox.find((one) => one.effect.kind === "send-alert") ?? {};
      if (!effect) throw new Error("Nobody is told.");
      ledger.tell(minutes, {
        kind: "effect-answered",
        identity: `effect/${effect.token}`,
        at: "2026-02-03T06:00:00.000Z",
        ...{ model: "vines", sequence: effect.sequence, effect: effect.kind, token: effect.token },
        outcome: { ok: false, error: "no such topic" },
      });
    }
    if (violated) next(true);
    else while (ledger.state().drift.confirmed !== null) next(false);
    return {
      dropped: ledger.entries.flatMap((entry) =>
        entry.kind === "effect-dropped" && entry.data.effect === "send-alert" ? [entry.because] : [],
      ),
      raised: ledger
        .state()
        .outbox.filter(({ effect }) => effect.kind === "send-alert" && effect.key === "vines/drift")
        .map(({ effect }) => effect.kind === "send-alert" && effect.event),
    };
  };

  it("that was refused is dropped when what it tells of is over", () => {
    const { dropped: gone, raised } = reading(false, true);
    expect(gone).toEqual(["send-alert is not done any more: what it tells of is over."]);
    expect(raised).not.toContain("raised");
  });

  it("that was refused waits while what it tells of goes on", () => {
    const { dropped: gone, raised } = reading(true, true);
    expect(gone).toEqual([]);
    expect(raised).toEqual(["raised"]);
  });

  it("that nobody refused is told even so, before its end", () => {
    const { dropped: gone, raised } = reading(false, false);
    expect(gone).toEqual([]);
    expect(raised).toEqual(["raised", "resolved"]);
  });
});
