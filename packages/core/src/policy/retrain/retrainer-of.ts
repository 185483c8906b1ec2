import type { Registration, RetrainerSection } from "./retrainer.ts";
import type { AutoMLJobTemplate, TrainingJobTemplate, TuningJobTemplate } from "./templates.ts";
import { usualRegistration } from "./usual-registration.ts";

/** What retrains a model: the policy's one way of it. */
export type Retrainer =
  | { readonly kind: "pipeline"; readonly pipeline: string }
  | {
      readonly kind: "training-job";
      readonly template: TrainingJobTemplate;
      readonly onDemandAfter: number | null;
      readonly register: Registration;
    }
  | {
      readonly kind: "tuning-job";
      readonly template: TuningJobTemplate;
      readonly register: Registration;
    }
  | {
      readonly kind: "automl-job";
      readonly template: AutoMLJobTemplate;
      readonly register: Registration;
    }
  | { readonly kind: "state-machine"; readonly stateMachine: string }
  | { readonly kind: "function"; readonly function: string };

export const retrainers = ["trainingJob", "tuningJob", "autoMLJob", "stateMachine", "function"] as const;

/**
 * What retrains by this section of a policy.
 *
 * @throws RangeError where nothing does, which no fleet is loaded with.
 */
export function retrainerOf(section: {
  readonly pipeline?: string | undefined;
  readonly with?: RetrainerSection | undefined;
}): Retrainer {
  const { pipeline, with: given = {} } = section;
  const register = given.register ?? usualRegistration;
  if (pipeline !== undefined) return { kind: "pipeline", pipeline };
  if (given.trainingJob)
    return {
      kind: "training-job",
      template: given.trainingJob,
      onDemandAfter: given.onDemandAfter ?? null,
      register,
    };
  if (given.tuningJob) return { kind: "tuning-job", template: given.tuningJob, register };
  if (given.autoMLJob) return { kind: "automl-job", template: given.autoMLJob, register };
  if (given.stateMachine !== undefined) return { kind: "state-machine", stateMachine: given.stateMachine };
  if (given.function !== undefined) return { kind: "function", function: given.function };
  throw new RangeError("The policy names nothing that retrains: retrain.pipeline, or one of retrain.with.");
}
