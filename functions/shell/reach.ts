import type { EffectKind } from "@driftwheel/core/vocabulary/effect.ts";
import type { Asked } from "@driftwheel/core/vocabulary/fact.ts";

/** How far a function reaches: what it may ask of AWS, and what it may do there. */
export interface Reach {
  readonly asks: ReadonlySet<Asked>;
  readonly performs: ReadonlySet<EffectKind>;
}

const telling = ["publish-entry", "send-alert"] as const satisfies readonly EffectKind[];

/** What the rollout's execution does at once, whoever asked for it: changes of the endpoint are its work. */
export const endpointChanges: ReadonlySet<EffectKind> = new Set([
  "deploy-trial",
  "deploy-winner",
  "restore-config",
  "shift-weights",
]);

/**
 * The reach of every function that decides. Its bundle holds the code for it and no other, and its role allows it
 * and nothing else. An effect that is out of reach of whoever decided on it waits in the ledger's outbox for the
 * rollout or the sweep.
 */
export const reach = {
  drift: {
    asks: new Set(["endpoint", "monitorRun", "violations", "championPackage"]),
    // A guard's alarm takes the challenger off the traffic at once.
    performs: new Set([...telling, "start-pipeline", "shift-weights", "restore-config"]),
  },
  command: {
    asks: new Set(["endpoint", "championPackage", "championHistory"]),
    // What a person wants now is done now; a trial's deployment is its own execution's work.
    performs: new Set([
      ...telling,
      "start-pipeline",
      "set-approval",
      "start-rollout",
      "shift-weights",
      "restore-config",
      "deploy-winner",
      "mark-package",
    ]),
  },
  retraining: {
    asks: new Set(["pipelineExecution"]),
    performs: new Set([...telling, "start-pipeline"]),
  },
  registry: {
    asks: new Set(["endpoint", "candidate", "championHistory"]),
    performs: new Set([...telling, "set-approval", "start-rollout", "mark-package"]),
  },
  endpoint: {
    asks: new Set(["endpoint"]),
    // Its event may come before the rollout looks: what ends a rollout, and starts the next, is done here.
    performs: new Set([...telling, "start-rollout", "mark-package"]),
  },
  rollout: {
    asks: new Set(["endpoint", "championHistory"]),
    performs: new Set([...telling, ...endpointChanges, "mark-package", "start-rollout"]),
  },
  sweep: {
    asks: new Set(["endpoint", "packages", "candidate", "pipelineExecution", "championHistory"]),
    performs: new Set([
      ...telling,
      ...endpointChanges,
      "start-pipeline",
      "set-approval",
      "start-rollout",
      "mark-package",
    ]),
  },
} as const satisfies Readonly<Record<string, Reach>>;
