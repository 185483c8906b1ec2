import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "../vocabulary/entry.ts";
import type { OpenAlert } from "../vocabulary/state.ts";
import { alertText, escalatedText, resolvedText, withLinks } from "./alert-text.ts";
import { packageArn, vines } from "./vines.fixture.ts";

const policy = vines();
const nothing = { checks: [], drift: null };
const failed: Entry = {
  model: "vines",
  sequence: 31,
  kind: "retraining-failed",
  at: "2026-02-03T04:05:06.000Z",
  because: "The pipeline execution failed after 12 minutes: no space left on device",
  causedBy: "pipeline-execution-changed run1 Failed",
  data: { execution: "run1", reason: "no space left on device" },
};
const asked: Entry = {
  model: "vines",
  sequence: 44,
  kind: "approval-requested",
  at: "2026-02-03T04:05:06.000Z",
  because: "The policy wants a person's approval of version 3.",
  causedBy: 43,
  data: { package: packageArn(3), version: 3, from: "person", deadline: "2026-02-05T04:05:06.000Z" },
};
const window = {
  source: "external",
  schedule: "hourly",
  start: null,
  end: "2026-02-03T04:00:00.000Z",
  rows: 900,
  score: 3,
  effect: 0.9,
  features: [],
  report: null,
} as const;
const feature = (name: string) => ({
  feature: name,
  check: "baseline_drift_check",
  violated: true,
  distance: 0.8714,
  threshold: 0.2,
  pValue: 0,
  description: "",
});
const background = {
  checks: [
    {
      metric: "regression_metrics.mae.value",
      passed: true,
      candidate: 1.9,
      champion: 4.2,
      condition: "lower than the champion's by at least 0.1",
      detail: "1.9 against the champion's 4.2 on the same rows: better by 2.3.",
    },
  ],
  drift: {
    sequence: 20,
    at: "2026-02-03T02:00:00.000Z",
    window,
    since: "2026-02-03T01:00:00.000Z",
    features: [feature("sugar"), feature("acidity")],
  },
};
const open: OpenAlert = {
  sequence: 32,
  about: 31,
  aboutKind: "retraining-failed",
  severity: "page",
  at: "2026-02-03T04:05:06.000Z",
  subject: "vines: retraining failed",
  acknowledgedBy: null,
  escalated: false,
};

describe("the text of an alert", () => {
  it("says what happened, why and what to do", () => {
    expect(alertText(failed, policy, nothing)).toMatchInlineSnapshot(`
      {
        "body": "What happened
        Retraining failed.

      Why
        The pipeline execution failed after 12 minutes: no space left on device

      What to do
        Open the execution in the pipeline vines-train and read its failed step.
        Driftwheel tries again after the cooldown if the drift stays.

      Where
        Model vines, endpoint vines-prod, entry 31 (retraining-failed) at
        2026-02-03T04:05:06.000Z.
        The whole story: driftwheel explain vines 31",
        "subject": "vines: retraining failed",
      }
    `);
  });

  it("shows who approves what the gate measured, and which drift it answers", () => {
    expect(alertText(asked, policy, background).body).toMatchInlineSnapshot(`
      "What happened
        Version 3 waits for your approval.

      Why
        The policy wants a person's approval of version 3.

      The gate's checks
        passed: regression_metrics.mae.value (lower than the champion's by at least
        0.1): 1.9 against the champion's 4.2 on the same rows: better by 2.3.

      The drift behind it
        Since 2026-02-03T01:00:00.000Z:
        sugar (baseline_drift_check): distance 0.871, allowed 0.2
        acidity (baseline_drift_check): distance 0.871, allowed 0.2

      What to do
        Approve or reject version 3 before 2026-02-05T04:05:06.000Z: by a link, by the
        driftwheel command, or in the model package group vines of the registry.
        Without an answer it is rejected.

      Where
        Model vines, endpoint vines-prod, entry 44 (approval-requested) at
        2026-02-03T04:05:06.000Z.
        The whole story: driftwheel explain vines 44"
    `);
  });

  it("says what is over and since when it was told", () => {
    const succeeded: Entry = {
      model: "vines",
      sequence: 50,
      kind: "retraining-succeeded",
      at: "2026-02-03T08:00:00.000Z",
      because: "The execution run2 succeeded.",
      causedBy: "run2",
      data: { execution: "run2" },
    };
    expect(resolvedText(open, succeeded)).toMatchInlineSnapshot(`
      {
        "body": "What is over
        vines: retraining failed (told of at 2026-02-03T04:05:06.000Z).

      Why
        Retraining succeeded. The execution run2 succeeded.

      What to do
        Nothing; this is over.

      Where
        Model vines, entry 50 (retraining-succeeded) at 2026-02-03T08:00:00.000Z.
        The whole story: driftwheel explain vines 50",
        "subject": "Resolved: vines: retraining failed",
      }
    `);
  });

  it("says once more what nobody acknowledged", () => {
    const because = "Nobody acknowledged this page within 30 minutes of 2026-02-03T04:05:06.000Z.";
    expect(escalatedText("vines", open, because)).toMatchInlineSnapshot(`
      {
        "body": "What happened
        vines: retraining failed (since 2026-02-03T04:05:06.000Z, and not over).

      Why you are told again
        Nobody acknowledged this page within 30 minutes of 2026-02-03T04:05:06.000Z.

      What to do
        Say that you take care of it: driftwheel acknowledge vines 32 --because "..."
        Read what happened: driftwheel explain vines 31",
        "subject": "Nobody acknowledged: vines: retraining failed",
      }
    `);
  });

  it("has its links below, each URL whole on a line of its own, or the command where there is none", () => {
    const link = { sequence: 44, package: packageArn(3), expires: "2026-02-05T04:05:06.000Z" };
    const links = [
      {
        label: "Approve version 3",
        action: "approve",
        ...link,
        url: `https://wheel.example.com/links/${"t".repeat(120)}`,
      },
      { label: "Reject version 3", action: "reject", ...link, url: null },
      { label: "Acknowledge", action: "acknowledge", ...link, url: null },
      { label: "Explain entry 44", action: "explain", ...link, url: null },
    ] as const;
    expect(withLinks("The text.", "vines", links)).toMatchInlineSnapshot(`
      "The text.

      Links
      Approve version 3:
      https://wheel.example.com/links/tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt
      Reject version 3:
        driftwheel reject vines 3 --because "..."
      Acknowledge:
        driftwheel acknowledge vines 44 --because "..."
      Explain entry 44:
        driftwheel explain vines 44"
    `);
  });

  it("has no line of more than 80 characters except URLs, whatever people and services wrote", () => {
    const words = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.string({ unit: "grapheme", minLength: 81, maxLength: 200 }),
      fc.webUrl({ size: "large" }),
      fc.constantFrom(
        `https://example.com/${"a".repeat(100)}`,
        `s3://bucket/${"k".repeat(90)}`,
        packageArn(3),
        "\n\n",
        "\t",
      ),
    );
    const texts = fc.array(words, { maxLength: 30 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(texts, texts, fc.array(texts, { maxLength: 3 }), (because, detail, names) => {
        const checks = background.checks.map((check) => ({ ...check, detail }));
        const drift = { ...background.drift, features: names.map(feature) };
        for (const entry of [
          { ...failed, because },
          { ...asked, because },
        ] as const) {
          const { subject, body } = alertText(entry, policy, { checks, drift });
          expect(subject.length).toBeLessThan(200);
          for (const line of body.split("\n")) {
            if (!/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(line))
              expect(Array.from(line).length).toBeLessThanOrEqual(80);
          }
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it("keeps the subject below what SNS takes, however many features drifted", () => {
    const features = Array.from({ length: 40 }, (_, index) => feature(`a-feature-with-a-long-name-${index}`));
    const { subject } = alertText(
      {
        model: "vines",
        sequence: 3,
        kind: "drift-confirmed",
        at: "2026-02-03T04:05:06.000Z",
        because: "It drifted.",
        causedBy: "report",
        data: { window, cusum: 6, line: 4, since: "2026-02-03T03:00:00.000Z", windows: 2, features },
      },
      policy,
      nothing,
    );
    expect(subject).toMatch(/^vines: drift confirmed in a-feature/);
    expect(subject.length).toBeLessThan(100);
  });
});
