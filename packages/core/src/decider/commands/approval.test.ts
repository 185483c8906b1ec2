import { describe, expect, test } from "vitest";
import { kinds, minute, model, refusal } from "../testing/model.ts";

const approve = { name: "approve", version: 2 } as const;
const reject = { name: "reject", version: 2 } as const;

/** A model whose version 2 waits for a person, with everything asked for so far done. */
function waiting() {
  const meadow = model();
  meadow.told(2);
  return meadow.confirm();
}

describe("a person approves a version", () => {
  test.each(["link", "api", "hook", "event"] as const)("by %s: its trial starts at once", (route) => {
    const meadow = waiting();
    const entries = meadow.give(approve, { route, by: "ada" });
    expect(kinds(entries)).toEqual(["command-accepted", "candidate-approved", "rollout-started"]);
    expect(entries[1]).toMatchObject({
      because: `Version 2 was approved by ada (${route}): the harvest is near`,
      causedBy: entries[0]?.sequence,
      data: { version: 2, by: "ada", route },
    });
    expect(entries[2]).toMatchObject({ causedBy: entries[1]?.sequence });
  });

  test("the registry is told so, with the person and the reason", () => {
    const meadow = waiting();
    meadow.give(approve);
    expect(meadow.effects().filter(({ kind }) => kind === "set-approval")).toMatchObject([
      {
        package: expect.stringMatching(/meadow\/2$/),
        approval: "Approved",
        description: "Version 2 was approved by ada (api): the harvest is near",
      },
    ]);
  });

  test("the registry's own event of it is only observed, early, late and repeated", () => {
    const meadow = waiting();
    meadow.give(approve);
    for (const _ of [1, 2]) expect(kinds(meadow.told(2, "Approved"))).toEqual(["signal-observed"]);
    meadow.settle();
    expect(kinds(meadow.told(2, "Approved"))).toEqual(["signal-observed"]);
    expect(meadow.stage(2)).toBe("on-trial");
  });

  test("a second time: refused, with who approved it and when", () => {
    const meadow = waiting();
    meadow.give({ name: "pause" });
    meadow.give(approve, { by: "ada", route: "link" });
    for (const route of ["link", "api"] as const) {
      expect(refusal(meadow.later(minute).give(approve, { by: "grace", route }))).toBe(
        "version 2 was approved already by ada at 2026-07-06T09:00:00.000Z.",
      );
    }
    expect(meadow.stage(2)).toBe("approved");
  });

  test("that is on trial: refused, with who approved it", () => {
    const meadow = waiting();
    meadow.give(approve);
    expect(refusal(meadow.give(approve, { by: "grace" }))).toContain(
      "version 2 is on trial; it was approved already by ada",
    );
  });

  test("while the model is paused: it waits, and its trial starts when the model is resumed", () => {
    const meadow = waiting();
    meadow.give({ name: "pause" });
    expect(kinds(meadow.give(approve))).toEqual(["command-accepted", "candidate-approved"]);
    expect(meadow.asked).toEqual([]);
    expect(kinds(meadow.give({ name: "resume" }))).toEqual([
      "command-accepted",
      "resumed",
      "rollout-started",
    ]);
  });

  test("that Driftwheel does not know: refused, with those it knows", () => {
    expect(refusal(waiting().give({ name: "approve", version: 7 }))).toBe(
      "version 7 is no candidate that Driftwheel knows; it knows version 2.",
    );
  });
});

describe("a person overrules an earlier no", () => {
  test.each(["api", "hook"] as const)("of the gate, by %s", (route) => {
    const meadow = model();
    meadow.told(2, "PendingManualApproval", 9);
    expect(meadow.stage(2)).toBe("rejected");
    expect(kinds(meadow.give(approve, { route }))).toContain("candidate-approved");
  });

  test.each(["link", "event"] as const)(
    "but not by %s, which answers the one question that was asked",
    (route) => {
      const gated = model();
      gated.told(2, "PendingManualApproval", 9);
      expect(refusal(gated.give(approve, { route }))).toBe("version 2 failed the gate.");

      const meadow = waiting();
      meadow.give(reject, { by: "grace" });
      expect(refusal(meadow.give(approve, { route }))).toBe(
        "version 2 was rejected already by grace at 2026-07-06T09:00:00.000Z.",
      );
    },
  );

  test("and the registry's late word of that no does not end the trial", () => {
    const meadow = model();
    meadow.told(2, "PendingManualApproval", 9);
    meadow.confirm(); // the registry says Rejected
    meadow.give(approve);
    expect(kinds(meadow.told(2, "Rejected"))).toEqual(["signal-observed"]);
    expect(meadow.stage(2)).toBe("on-trial");
    meadow.settle(); // now it says Approved
    expect(kinds(meadow.told(2, "Rejected"))).toContain("weights-shifted"); // and this is a person's new word
  });
});

describe("a person rejects a version", () => {
  test.each(["link", "api", "hook", "event"] as const)("by %s: it will have no trial", (route) => {
    const meadow = waiting();
    const entries = meadow.give(reject, { route });
    expect(kinds(entries)).toEqual(["command-accepted", "approval-rejected"]);
    expect(entries[1]).toMatchObject({ data: { by: "ada", route } });
    expect(meadow.effects()).toMatchObject([{ kind: "set-approval", approval: "Rejected" }]);
    expect(meadow.asked).toEqual([]);
    expect(kinds(meadow.told(2, "Rejected"))).toEqual(["signal-observed"]);
    expect(refusal(meadow.give(reject))).toContain("was rejected already by ada");
  });

  test("during its trial: it is rolled back, and the registry says rejected", () => {
    const meadow = waiting();
    meadow.give(approve);
    meadow.settle();
    const entries = meadow.give(reject);
    expect(kinds(entries)).toEqual(["command-accepted", "approval-rejected", "weights-shifted"]);
    expect(entries[2]?.because).toContain("rejected by ada (api) during its trial: the harvest is near");
    meadow.settle();
    expect(meadow.stage(2)).toBe("rolled-back");
    expect(meadow.registry.get(2)?.approval).toBe("Rejected");
    expect(kinds(meadow.told(2, "Rejected"))).toEqual(["signal-observed"]);
  });

  test("by a link that comes after the approval: refused", () => {
    const meadow = waiting();
    meadow.give(approve, { by: "grace" });
    expect(refusal(meadow.give(reject, { route: "link" }))).toContain("approved already by grace");
  });

  test("that is being rolled back: refused", () => {
    const meadow = waiting();
    meadow.give(approve);
    meadow.settle();
    meadow.give({ name: "roll-back" });
    expect(refusal(meadow.give(reject))).toContain("it is being rolled back");
  });
});

describe("nobody decides in time", () => {
  const person = { by: "person", within: "2 days" } as const;

  test.each([
    ["reject", "approval-rejected", "Rejected", "approval-rejected"],
    ["approve", "candidate-approved", "Approved", "on-trial"],
  ] as const)("and the policy says %s", (atDeadline, kind, approval, stage) => {
    const meadow = model({ approve: { ...person, atDeadline } });
    meadow.told(2);
    meadow.confirm().later(2 * 1_440 * minute);
    expect(kinds(meadow.sweep())).toEqual([]);
    const entries = meadow.later(minute).sweep();
    expect(entries[0]).toMatchObject({ kind, data: { by: "the deadline", route: "policy" } });
    expect(entries[0]?.because).toContain(
      `Nobody approved or rejected version 2 before 2026-07-08T09:00:00.000Z`,
    );
    expect(meadow.stage(2)).toBe(stage);
    expect(meadow.effects().filter((effect) => effect.kind === "set-approval")).toMatchObject([{ approval }]);
    expect(kinds(meadow.later(minute).sweep())).not.toContain(kind);
  });

  test.each(["reject", "approve"] as const)("and the request says that %s is what follows", (atDeadline) => {
    const requested = model({ approve: { ...person, atDeadline } })
      .told(2)
      .find(({ kind }) => kind === "approval-requested");
    expect(requested?.because).toContain(
      `approval of version 2 until 2026-07-08T09:00:00.000Z, and ${atDeadline}s it when nobody decided`,
    );
  });

  test("and the trial that the policy's approval starts knows the champion's past", () => {
    const meadow = model({ approve: { ...person, atDeadline: "approve" } });
    meadow.told(2);
    const entries = meadow
      .confirm()
      .later(2 * 1_440 * minute + 1)
      .sweep();
    expect(entries.find(({ kind }) => kind === "rollout-started")?.data).toMatchObject({
      history: { weight: 60 },
    });
  });
});

describe("the registry's own approval", () => {
  test("asks for nothing to be set there", () => {
    const meadow = waiting();
    expect(kinds(meadow.told(2, "Approved"))).toEqual(["candidate-approved", "rollout-started"]);
    expect(meadow.effects().map(({ kind }) => kind)).toEqual(["start-rollout", "deploy-trial"]);
  });

  test("of what the policy approves is asked for once", () => {
    const meadow = model({ approve: "automatically" });
    meadow.told(2);
    expect(meadow.effects().map(({ kind }) => kind)).toEqual(["set-approval"]);
    expect(kinds(meadow.told(2, "Approved"))).toContain("candidate-approved");
    expect(meadow.effects().map(({ kind }) => kind)).toEqual([
      "set-approval",
      "start-rollout",
      "deploy-trial",
    ]);
  });
});
