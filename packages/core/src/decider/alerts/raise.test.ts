import { describe, expect, it } from "vitest";
import { ledgerOf, packageArn, report, swept, vines } from "../../alerts/vines.fixture.ts";
import type { Command } from "../../vocabulary/command.ts";
import type { Entry, EntryKind, EntryOf } from "../../vocabulary/entry.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { EffectAnswered, Signal } from "../../vocabulary/signal.ts";

const only = <K extends EntryKind>(entries: readonly Entry[], kind: K): readonly EntryOf<K>[] =>
  // The filter keeps this kind alone; the compiler cannot tie a kind to its entry.
  entries.filter((entry) => entry.kind === kind) as readonly Entry[] as readonly EntryOf<K>[];
const told = (entries: readonly Entry[]) =>
  entries.flatMap((entry) =>
    entry.kind === "alert-raised" || entry.kind === "alert-resolved" || entry.kind === "alert-escalated"
      ? [`${entry.kind} ${entry.data.severity} ${entry.data.key}`]
      : [],
  );

/** Sends a report every hour from then on, for as long as the state is so. */
function reportWhile(
  ledger: ReturnType<typeof ledgerOf>,
  from: number,
  violated: boolean,
  so: (hours: number) => boolean,
): number {
  let hours = 0;
  while (so(hours)) {
    hours += 1;
    ledger.tell(from + 60 * hours, report(from + 60 * hours, violated));
  }
  return from + 60 * hours;
}

/** Sends reports until drift is confirmed; answers the minute of the last one. */
function drifted(ledger: ReturnType<typeof ledgerOf>): number {
  for (let minutes = 60; minutes < 6_000; minutes += 60) {
    const wrote = ledger.tell(minutes, report(minutes, true));
    if (wrote.some(({ kind }) => kind === "drift-confirmed")) return minutes;
  }
  throw new Error("drift was never confirmed");
}

/** The outside's answer to the latest effect of a kind. */
function answer(
  ledger: ReturnType<typeof ledgerOf>,
  kind: string,
  outcome: EffectAnswered["outcome"],
): Signal {
  const { effect } = ledger.state().outbox.findLast((one) => one.effect.kind === kind) ?? {};
  if (!effect) throw new Error(`nobody asked for ${kind}`);
  return {
    kind: "effect-answered",
    identity: `effect/${effect.token}`,
    at: "2026-02-03T06:00:00.000Z",
    ...{ model: "vines", sequence: effect.sequence, effect: effect.kind, token: effect.token, outcome },
  };
}

const registered = (version: number, approval: "PendingManualApproval" | "Approved"): Signal => ({
  kind: "model-package-changed",
  identity: `package ${version} ${approval}`,
  at: "2026-02-03T06:00:00.000Z",
  ...{ group: "vines", version, arn: packageArn(version), status: "Completed", approval },
  updatedFields: null,
  approvalDescription: null,
});
const candidate = (version: number, approval: "PendingManualApproval" | "Approved") => ({
  candidate: {
    ...{ version, status: "Completed", approval, modelDataUrl: null },
    evaluationUri: "s3://vines/evaluation.json",
    evaluation: { ok: true as const, json: { auc: 0.91 } },
    championEvaluation: null,
  },
});
const given = (command: Command): Signal => ({
  kind: "command-given",
  identity: `command ${command.name}`,
  at: "2026-02-03T06:00:00.000Z",
  model: "vines",
  command,
  by: "on call",
  route: "link",
  reason: "I am on it",
  expectedSequence: null,
});

describe("a condition that lasts", () => {
  it("is told once while it lasts, once more when it is over, and again when it comes back", () => {
    const ledger = ledgerOf(vines());
    let minutes = drifted(ledger);
    minutes = reportWhile(ledger, minutes, true, (hours) => hours < 3);
    expect(told(ledger.entries)).toEqual(["alert-raised notify vines/drift"]);
    expect(Object.keys(ledger.state().alerts)).toEqual(["vines/drift"]);

    minutes = reportWhile(ledger, minutes, false, () => ledger.state().drift.confirmed !== null);
    expect(told(ledger.entries)).toEqual([
      "alert-raised notify vines/drift",
      "alert-resolved notify vines/drift",
      // The policy wants the end told at another severity too, to other people.
      expect.stringMatching(/^alert-raised info vines\/drift-cleared\/\d+$/),
    ]);
    expect(ledger.state().alerts).toEqual({});

    reportWhile(ledger, minutes, true, () => ledger.state().drift.confirmed === null);
    expect(told(ledger.entries).at(-1)).toBe("alert-raised notify vines/drift");
  });

  it("is not told twice at its end when the policy names the ending entry at the same severity", () => {
    const alerts = { notify: ["drift-confirmed", "drift-cleared"] } as const;
    const ledger = ledgerOf(vines({ alerts: { notify: [...alerts.notify] } }));
    reportWhile(ledger, drifted(ledger), false, () => ledger.state().drift.confirmed !== null);
    expect(told(ledger.entries)).toEqual([
      "alert-raised notify vines/drift",
      "alert-resolved notify vines/drift",
    ]);
  });

  it("is one alert for a refused start and the failed retraining behind it, each of its own kind", () => {
    const ledger = ledgerOf(vines());
    drifted(ledger);
    ledger.tell(9_000, answer(ledger, "start-pipeline", { ok: false, error: "no such pipeline" }));
    expect(told(ledger.entries).slice(1)).toEqual([
      "alert-raised page vines/refused/start-pipeline",
      "alert-raised page vines/retraining",
    ]);
    // It fails again, and again the people know already.
    ledger.tell(9_060, report(9_060, true));
    const wrote = ledger.tell(9_061, answer(ledger, "start-pipeline", { ok: false, error: "still none" }));
    expect(wrote.map(({ kind }) => kind)).toEqual(["effect-failed", "retraining-failed"]);
    ledger.tell(9_120, report(9_120, true));
    ledger.tell(9_121, answer(ledger, "start-pipeline", { ok: true, answer: { execution: "run1" } }));
    expect(told(ledger.entries).at(-1)).toBe("alert-resolved page vines/refused/start-pipeline");
    expect(Object.keys(ledger.state().alerts)).toEqual(["vines/drift", "vines/retraining"]);
  });

  it("is one page when someone changes the endpoint, and is over when a person resumes", () => {
    const ledger = ledgerOf(vines());
    ledger.tell(0, swept(0));
    const changed = {
      exists: true,
      status: "InService" as const,
      config: "theirs",
      pendingConfig: null,
      variants: [],
      failureReason: null,
    };
    ledger.tell(9, swept(9), { endpoint: changed });
    ledger.tell(10, swept(10), { endpoint: changed });
    ledger.tell(20, swept(20), { endpoint: changed });
    expect(told(ledger.entries)).toEqual(["alert-raised page vines/endpoint"]);
    ledger.tell(30, given({ name: "resume" }), { endpoint: changed });
    expect(told(ledger.entries).at(-1)).toBe("alert-resolved page vines/endpoint");
  });
});

describe("a page", () => {
  const gone: Facts = {
    endpoint: {
      exists: false,
      status: "Unknown",
      config: null,
      pendingConfig: null,
      variants: [],
      failureReason: null,
    },
  };

  /** A ledger with one page, raised at minute 10. */
  function paged() {
    const ledger = ledgerOf(vines());
    ledger.tell(0, swept(0));
    ledger.tell(9, swept(9), gone);
    const [page] = only(ledger.tell(10, swept(10), gone), "alert-raised");
    if (!page) throw new Error("nobody was paged");
    return { ledger, page };
  }

  it("is escalated once when nobody acknowledged it in time", () => {
    const { ledger, page } = paged();
    expect(told(ledger.tell(39, swept(39), gone))).toEqual([]);
    const [escalated] = only(ledger.tell(40, swept(40), gone), "alert-escalated");
    expect(escalated?.data).toMatchObject({
      about: page.sequence,
      severity: "page",
      subject: "Nobody acknowledged: vines: endpoint vines-prod was changed by someone else",
    });
    expect(escalated?.data.links.map(({ action, sequence }) => [action, sequence])).toEqual([
      ["acknowledge", page.sequence],
      ["explain", page.data.about],
    ]);
    expect(told(ledger.tell(90, swept(90), gone))).toEqual([]);
  });

  it("is not escalated once somebody acknowledged it", () => {
    const { ledger, page } = paged();
    ledger.tell(20, given({ name: "acknowledge", alert: page.sequence }));
    expect(ledger.state().alerts[page.data.key]?.acknowledgedBy).toBe("on call");
    expect(told(ledger.tell(90, swept(90), gone))).toEqual([]);
  });

  it("is not escalated without the policy's word", () => {
    const ledger = ledgerOf(vines({ alerts: { page: ["endpoint-changed-outside"] } }));
    ledger.tell(0, swept(0));
    ledger.tell(9, swept(9), gone);
    ledger.tell(10, swept(10), gone);
    expect(told(ledger.tell(9_000, swept(9_000), gone))).toEqual([]);
  });

  it("is raised although a notification of the same condition is open", () => {
    const ledger = ledgerOf(
      vines({ alerts: { notify: ["endpoint-changed-outside"], page: ["rollout-held"] } }),
    );
    ledger.tell(0, registered(2, "Approved"), {
      ...candidate(2, "Approved"),
      championHistory: { trials: 0, successes: 0, invocations: 0, errors: 0, latency: null },
    });
    ledger.tell(1, answer(ledger, "deploy-trial", { ok: true, answer: {} }));
    const theirs: Facts = {
      endpoint: {
        exists: true,
        status: "InService",
        config: "theirs",
        pendingConfig: null,
        variants: [],
        failureReason: null,
      },
    };
    ledger.tell(20, swept(20), theirs);
    ledger.tell(30, swept(30), theirs);
    expect(told(ledger.entries)).toEqual([
      "alert-raised notify vines/endpoint",
      "alert-raised page vines/endpoint",
    ]);
  });
});

describe("what happens once", () => {
  it("is told each time and is never open", () => {
    const ledger = ledgerOf(vines());
    const bad = (version: number) => ({
      candidate: {
        ...candidate(version, "PendingManualApproval").candidate,
        evaluation: { ok: true as const, json: { auc: 0.1 } },
      },
    });
    ledger.tell(0, registered(2, "PendingManualApproval"), bad(2));
    ledger.tell(1, registered(3, "PendingManualApproval"), bad(3));
    expect(told(ledger.entries)).toEqual([
      expect.stringMatching(/^alert-raised notify vines\/candidate-rejected\/\d+$/),
      expect.stringMatching(/^alert-raised notify vines\/candidate-rejected\/\d+$/),
    ]);
    expect(ledger.state().alerts).toEqual({});
  });
});

describe("an approval by a person", () => {
  it("comes with links to approve and reject until its deadline, and with an explanation", () => {
    const ledger = ledgerOf(vines());
    const wrote = ledger.tell(
      0,
      registered(2, "PendingManualApproval"),
      candidate(2, "PendingManualApproval"),
    );
    const [asked] = only(wrote, "approval-requested");
    const [alert] = only(wrote, "alert-raised");
    expect(alert?.data.links).toEqual([
      {
        label: "Approve version 2",
        action: "approve",
        sequence: asked?.sequence,
        package: packageArn(2),
        expires: "2026-02-05T06:00:00.000Z",
      },
      {
        label: "Reject version 2",
        action: "reject",
        sequence: asked?.sequence,
        package: packageArn(2),
        expires: "2026-02-05T06:00:00.000Z",
      },
      {
        label: `Explain entry ${asked?.sequence}`,
        action: "explain",
        sequence: asked?.sequence,
        package: null,
        expires: "2026-03-05T06:00:00.000Z",
      },
    ]);
  });

  it("is over when somebody approves it, and when its time is over", () => {
    for (const end of [registered(2, "Approved"), swept(3_000)]) {
      const ledger = ledgerOf(vines());
      ledger.tell(0, registered(2, "PendingManualApproval"), candidate(2, "PendingManualApproval"));
      const approval = end.kind === "swept" ? "PendingManualApproval" : "Approved";
      ledger.tell(3_000, end, candidate(2, approval));
      expect(told(ledger.entries)[1]).toBe("alert-resolved notify vines/approval/2");
      expect(ledger.state().alerts).toEqual({});
    }
  });
});

describe("alerts that cannot be told", () => {
  it("end after one alert of it, however often sending and publishing are refused", () => {
    const ledger = ledgerOf(vines());
    drifted(ledger);
    const refused = { ok: false as const, error: "no such topic" };
    let rounds = 0;
    const pending = () =>
      ledger
        .state()
        // What was refused once is kept, and asked for by the sweep alone.
        .outbox.filter(
          ({ effect, refused: before }) =>
            before === null && ["send-alert", "publish-entry"].includes(effect.kind),
        );
    for (let next = pending()[0]; next && rounds < 100; next = pending()[0], rounds++) {
      const { effect } = next;
      ledger.tell(9_000, {
        ...{ kind: "effect-answered", identity: `effect/${effect.token}`, at: "2026-02-03T06:00:00.000Z" },
        ...{
          model: "vines",
          sequence: effect.sequence,
          effect: effect.kind,
          token: effect.token,
          outcome: refused,
        },
      } as EffectAnswered);
    }
    expect(rounds).toBeLessThan(100);
    expect(told(ledger.entries).filter((line) => line.includes("refused"))).toEqual(
      [
        "alert-raised page vines/refused/send-alert",
        "alert-raised page vines/refused/publish-entry",
      ].toSorted((one, other) => told(ledger.entries).indexOf(one) - told(ledger.entries).indexOf(other)),
    );
  });
});
