import type { EffectKind } from "@driftwheel/core/effects/effect.ts";

const telling = ["publish-entry", "send-alert"] as const satisfies readonly EffectKind[];

/** What the rollout's execution does at once, whoever asked for it: changes of the endpoint are its work. */
export const endpointChanges: ReadonlySet<EffectKind> = new Set([
  "deploy-trial",
  "deploy-winner",
  "restore-config",
  "shift-weights",
]);

/**
 * Which effects each function may perform; its role allows these and no others. An effect that is not in the
 * list of whoever decided on it waits in the ledger's outbox for the rollout or the sweep.
 */
export const performs = {
  // A guard's alarm takes the challenger off the traffic at once, and a person's resume goes on with a rollout.
  drift: new Set([...telling, "start-pipeline", "start-rollout", "shift-weights", "restore-config"]),
  retraining: new Set([...telling, "start-pipeline"]),
  registry: new Set([...telling, "set-approval", "start-rollout", "mark-package"]),
  // The endpoint's event may come before the rollout looks: what ends a rollout, and starts the next, is done here.
  endpoint: new Set([...telling, "start-rollout", "mark-package"]),
  rollout: new Set([
    ...telling,
    "deploy-trial",
    "deploy-winner",
    "restore-config",
    "shift-weights",
    "mark-package",
    "start-rollout",
  ]),
  sweep: new Set([
    ...telling,
    "start-pipeline",
    "set-approval",
    "start-rollout",
    "deploy-trial",
    "deploy-winner",
    "restore-config",
    "shift-weights",
    "mark-package",
  ]),
} as const satisfies Readonly<Record<string, ReadonlySet<EffectKind>>>;
