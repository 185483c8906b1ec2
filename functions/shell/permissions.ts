import { type EffectKind, endpointEffects } from "@driftwheel/core/vocabulary/effect.ts";
import type { QuestionName } from "@driftwheel/core/vocabulary/fact.ts";

/** What a function may ask of AWS, and what it may do there. */
export interface Permissions {
  readonly asks: ReadonlySet<QuestionName>;
  readonly performs: ReadonlySet<EffectKind>;
}

const publishing = ["publish-entry", "send-alert"] as const satisfies readonly EffectKind[];

/** What the rollout's execution does at once, whoever asked for it: changes of the endpoint are its work. */
export const endpointChanges: ReadonlySet<EffectKind> = new Set(endpointEffects);

/**
 * The permissions of every function that decides. Its bundle holds the code for them and no other, and its role allows
 * them and nothing else. An effect that whoever decided on it may not perform waits in the ledger's outbox for the
 * rollout or the sweep.
 */
export const permissions = {
  drift: {
    asks: new Set(["endpoint", "monitorRun", "violations", "championPackage", "freshData"]),
    // A guard's alarm takes the challenger off the traffic at once; the config is the rollout's work.
    performs: new Set([...publishing, "start-pipeline", "start-retraining", "shift-weights", "set-route"]),
  },
  command: {
    asks: new Set(["endpoint", "championPackage", "formerPackage", "championHistory", "scaling"]),
    // What a person wants now is done now; a trial's deployment is its own execution's work.
    performs: new Set([
      ...publishing,
      "start-pipeline",
      "start-retraining",
      "set-approval",
      "start-rollout",
      "shift-weights",
      "set-route",
      "set-model-route",
      "set-scaling",
      "raise-capacity",
      "restore-config",
      "deploy-winner",
      "mark-package",
    ]),
  },
  retraining: {
    asks: new Set(["pipelineExecution", "retrainingJob"]),
    performs: new Set([
      ...publishing,
      ...["start-pipeline", "start-retraining", "stop-training", "register-package"],
    ] as const),
  },
  registry: {
    asks: new Set(["endpoint", "candidate", "championHistory", "scaling"]),
    performs: new Set([...publishing, "set-approval", "start-rollout", "mark-package"]),
  },
  endpoint: {
    asks: new Set(["endpoint"]),
    // Its event may come before the rollout looks: what ends a rollout, and starts the next, is done here.
    performs: new Set([...publishing, "start-rollout", "mark-package", "set-approval"]),
  },
  rollout: {
    asks: new Set(["endpoint", "championHistory", "scaling"]),
    performs: new Set([
      ...publishing,
      ...endpointChanges,
      ...(["create-transform-job", "stop-transform-job"] as const),
      ...(["delete-endpoint", "mark-package", "set-approval", "start-rollout"] as const),
    ]),
  },
  sweep: {
    asks: new Set([
      ...["endpoint", "packages", "candidate", "championHistory", "scaling"],
      ...["pipelineExecution", "retrainingJob", "retrainingUsage", "trialVariants", "functionTimes"],
      ...["freshData", "championPackage", "transformJobs"],
    ] as const),
    performs: new Set([
      ...publishing,
      ...endpointChanges,
      "delete-endpoint",
      "create-transform-job",
      "stop-transform-job",
      "start-pipeline",
      "start-retraining",
      "stop-training",
      "register-package",
      "set-approval",
      "start-rollout",
      "mark-package",
    ]),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
