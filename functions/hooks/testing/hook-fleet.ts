import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { policyInput } from "@driftwheel/core/policy/testing/fleet.ts";

/** A fleet of one model, with a source for each scheme and a rule for each signal. */
export const hookFleet = defineFleet({
  models: { tides: policyInput("tides") },
  hooks: {
    lake: {
      scheme: "standard-webhooks",
      secret: "/driftwheel/hooks/lake",
      rules: [
        {
          when: "body.type == 'table.updated'",
          signal: "new data",
          model: { from: "body.model" },
          reason: { from: "body.table" },
        },
        {
          when: "body.type == 'answers.checked'",
          signal: "outcome",
          model: "tides",
          variant: { from: "body.variant" },
          successes: { from: "body.right" },
          trials: { from: "body.checked" },
          at: { from: "body.requestedAt" },
        },
      ],
    },
    github: {
      scheme: "github",
      secret: "/driftwheel/hooks/github",
      rules: [
        {
          when: "headers.\"x-github-event\" == 'release' && body.action == 'published'",
          signal: "approve",
          model: "tides",
          version: { from: "body.release.tag_name" },
        },
        {
          when: "headers.\"x-github-event\" == 'workflow_run' && body.workflow_run.conclusion == 'success'",
          signal: "retrain",
          model: "tides",
          reason: { from: "body.workflow_run.name" },
        },
        {
          when: "headers.\"x-github-event\" == 'push' && ends_with(body.ref, '/main')",
          signal: "retrain",
          model: "tides",
        },
      ],
    },
    registry: {
      scheme: "mlflow",
      secret: "/driftwheel/hooks/registry",
      registeredModels: [
        {
          name: "tide gauge's",
          model: "tides",
          newVersion: "new data",
          alias: "champion",
          packageTag: "package",
        },
      ],
    },
    watcher: {
      scheme: "hmac",
      secret: "/driftwheel/hooks/watcher",
      signature: { header: "X-Watcher-Signature", encoding: "base64", prefix: "sha256 " },
      rules: [
        { when: "body.metrics", signal: "evidently report", report: { from: "body" } },
        { signal: "drift report", model: "tides", report: { from: "body.report" } },
      ],
    },
    plain: {
      scheme: "hmac",
      secret: "/driftwheel/hooks/plain",
      signature: { header: "x-signature" },
      rules: [{ signal: "retrain", model: { from: "body.model" }, reason: { from: "body.why" } }],
    },
  },
});

/** Two live secrets for `lake`, one for each of the others. */
export const hookSecrets: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "/driftwheel/hooks/lake",
    ["whsec_dGhlIHRpZGVzIGNvbWUgaW4gYW5kIGdvIG91dA==", "whsec_YSBzZWNyZXQgdGhhdCBpcyBhYm91dCB0byBnbw=="],
  ],
  ["/driftwheel/hooks/github", ["gh-3f1d0c7a95be42e8"]],
  ["/driftwheel/hooks/registry", ["mlflow-81d5f0c2e6b94a73"]],
  ["/driftwheel/hooks/watcher", ["watcher-5b0f6f7d8a1c4e2b"]],
  ["/driftwheel/hooks/plain", ["plain-9c64b1e07f2d4a58"]],
]);
