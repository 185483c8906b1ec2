import type { ModelPolicyInput } from "../../policy/policy.ts";
import type { Command } from "../../vocabulary/command.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import type {
  CandidateFact,
  EndpointFact,
  Facts,
  PipelineExecutionFact,
  RetrainingJobFact,
} from "../../vocabulary/fact.ts";
import type {
  Approval,
  EffectAnswered,
  ModelPackageChanged,
  PipelineExecutionChanged,
  Signal,
} from "../../vocabulary/signal.ts";
import type { LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import { arn, minute, type model } from "./model.ts";

/** The model of the tests, with what is around it. */
export type TestModel = ReturnType<typeof model>;

/** Something that happens; what is written because of it. */
export type Step = (model: TestModel) => readonly Entry[];

const nothing: readonly Entry[] = [];

/** So much time goes by. */
export function later(milliseconds: number): Step {
  return (model) => {
    model.later(milliseconds);
    return nothing;
  };
}

/** What is found out from now on, whatever the usual world would answer. */
export function found(facts: Facts): Step {
  return (model) => {
    model.say(facts);
    return nothing;
  };
}

/** The endpoint looks like this from now on. */
export function endpointIs(changes: Partial<EndpointFact>): Step {
  return (model) => {
    Object.assign(model.found, changes);
    return nothing;
  };
}

/** Someone else deploys another config, and the sweep sees it. */
export function changedByHand(config: string): Step {
  return (model) => model.changedByHand(config);
}

/** The pipeline execution looks like this from now on. */
export function executionIs(
  status: PipelineExecutionFact["status"],
  failureReason: string | null = null,
): Step {
  return (model) => {
    Object.assign(model.pipeline, { status, failureReason });
    return nothing;
  };
}

/** The job that retrains looks like this from now on. */
export function jobIs(changes: Partial<RetrainingJobFact>): Step {
  return (model) => {
    Object.assign(model.job, changes);
    return nothing;
  };
}

/** A signal as it stands; identity and time are the next ones unless given. */
export function told<S extends Signal>(signal: Omit<S, "identity" | "at"> & Partial<S>): Step {
  // What is left out is filled in here; the compiler cannot add up a spread of a generic.
  return (model) => model.tell({ ...model.next(signal.kind as string), ...signal } as unknown as S);
}

/** The last signal is delivered once more. */
export const again: Step = (model) => model.again();

/** The registry tells of a version; one that is new meets the gate: an error of 1 passes, 2 is the most. */
export function registered(version: number, approval: Approval = "PendingManualApproval", error = 1): Step {
  return (model) => model.told(version, approval, error);
}

/** The registry has this version, and no event told of it. */
export function inRegistry(version: number, approval: Approval = "PendingManualApproval", error = 1): Step {
  return (model) => {
    model.registry.set(version, { approval, error });
    return nothing;
  };
}

/** An event of the registry with fields of its own. */
export function packageChanged(version: number, changes: Partial<ModelPackageChanged>): Step {
  return told<ModelPackageChanged>({
    kind: "model-package-changed",
    group: "meadow",
    version,
    arn: arn(version),
    status: "Completed",
    approval: "PendingManualApproval",
    updatedFields: null,
    approvalDescription: null,
    ...changes,
  });
}

/** The registry says this of a version, and an event with fields of its own tells of it. */
export function edited(version: number, approval: Approval, changes: Partial<ModelPackageChanged>): Step {
  return (model) => {
    model.registry.set(version, { approval, error: model.registry.get(version)?.error ?? 1 });
    return packageChanged(version, { approval, ...changes })(model);
  };
}

/** What the registry says of any candidate from now on. */
export function candidateIs(changes: Partial<CandidateFact>): Step {
  return found({
    candidate: {
      version: 2,
      status: "Completed",
      approval: "PendingManualApproval",
      modelDataUrl: null,
      evaluationUri: "s3://meadow/2/evaluation.json",
      evaluation: { ok: true, json: { mae: 1 } },
      championEvaluation: null,
      ...changes,
    },
  });
}

/** The endpoint serves this version; null for a model that is from no package. */
export function championIs(version: number | null): Step {
  const champion = version === null ? null : arn(version);
  return endpointIs({ variants: [{ name: "main", weight: 1, model: "meadow-1", package: champion }] });
}

/** A person's command; see TestModel.give() for what may be said with it. */
export function commanded(command: Command, said: Parameters<TestModel["give"]>[1] = {}): Step {
  return (model) => model.give(command, said);
}

/** The endpoint gets what the rollout asked for, and the rollout sees it. */
export const settled: Step = (model) => model.settle();

/** Everything that was asked for outside is done, and is confirmed. */
export const confirmed: Step = (model) => {
  model.confirm();
  return nothing;
};

export const swept: Step = (model) => model.sweep();

/** The rollout looks at its endpoint between two steps. */
/** The fleet does not name the model any more. */
export const leftFleet: Step = (model) =>
  model.tell({ kind: "model-left", ...model.next("left"), model: "meadow" });

export const polled: Step = (model) =>
  model.tell({
    kind: "rollout-polled",
    ...model.next("poll"),
    model: "meadow",
    rollout: model.state.rollout?.rollout ?? "none",
  });

/** An event of the endpoint, whatever it says; the endpoint itself is asked. */
export const endpointTold: Step = told({
  kind: "endpoint-changed",
  endpoint: "meadow-prod",
  arn: "arn:aws:sagemaker:eu-west-3:444455556666:endpoint/meadow-prod",
  status: "InService",
  config: "meadow-1",
});

/** Version 2 is approved by a person and on trial, and the endpoint is as the trial wants it. */
export const onTrial: readonly Step[] = [registered(2), commanded({ name: "approve", version: 2 }), settled];

interface Counts {
  readonly trials?: number;
  readonly successes?: number;
  readonly invocations?: number;
  readonly errors?: number;
  readonly slow?: number;
}

/** One more look at both variants of the running trial, five minutes long; without counts both are alike. */
export function looked(
  counts: {
    readonly champion?: Counts;
    readonly challenger?: Counts;
    readonly more?: Partial<LookMetrics>;
  } = {},
): Step {
  return (model) => {
    const { rollout } = model.state;
    model.later(5 * minute);
    const { at } = model.next("look");
    const usual = { trials: 400, successes: 300, invocations: 400, errors: 0, slow: 4 };
    const look = (rollout?.looks ?? 0) + 1;
    return model.tell({
      kind: "look-read",
      identity: `${rollout?.rollout}/look/${look}`,
      at,
      model: "meadow",
      rollout: rollout?.rollout ?? "none",
      look,
      metrics: {
        start: new Date(Date.parse(at) - 5 * minute).toISOString(),
        end: at,
        champion: { variant: rollout?.champion.variant ?? "main", ...usual, ...counts.champion },
        challenger: { variant: rollout?.challenger.variant ?? "other", ...usual, ...counts.challenger },
        ...counts.more,
      },
    });
  };
}

/** An event of a pipeline execution, of the retraining's own unless it says another; the execution itself is asked. */
export function executionTold(changes: Partial<PipelineExecutionChanged> = {}): Step {
  return (model) =>
    model.tell({
      kind: "pipeline-execution-changed",
      ...model.next("execution"),
      pipeline: "meadow-train",
      execution: "run-1",
      displayName: model.state.retraining?.displayName ?? null,
      status: "Executing",
      ...changes,
    });
}

/** The retraining's pipeline was started, and came to this end. */
export function retrainingEnded(status: "Succeeded" | "Failed" | "Stopped"): readonly Step[] {
  return [confirmed, executionIs(status), executionTold()];
}

/** A source of labelled data tells of more of it. */
export const newData: Step = (model) => model.newData("2000 rows more");

/** The policy is changed while the ledger goes on. */
export function policyBecomes(changes: Partial<ModelPolicyInput>): Step {
  return (model) => {
    model.rule(changes);
    return nothing;
  };
}

/** The outside answers to the open effect of that kind. */
export function answered(effect: string, outcome: EffectAnswered["outcome"]): Step {
  return (model) => {
    const open = model.state.outbox.find((one) => one.effect.kind === effect);
    if (!open) throw new Error(`No ${effect} is open.`);
    return model.tell({
      kind: "effect-answered",
      ...model.next(open.effect.token),
      model: "meadow",
      sequence: open.effect.sequence,
      effect,
      token: open.effect.token,
      outcome,
    });
  };
}

export function refused(effect: string, error = "ValidationException: no"): Step {
  return answered(effect, { ok: false, error });
}
