import type { ExceptionType, RetryPolicy } from "../definition/retry-policy.ts";
import type { Step } from "../definition/step.ts";

/** Where a policy says nothing: https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html */
const usualAttempts = 5;

/** Faults of the services are tried again without being asked to; how often the service does so is not documented. */
const unasked: RetryPolicy = {
  ExceptionType: ["Step.SERVICE_FAULT", "Step.THROTTLING"],
  IntervalSeconds: 1,
  BackoffRate: 2,
};

/** When a step is tried again. */
export class Retries {
  private readonly policies: readonly RetryPolicy[];
  private readonly began: Date;
  private readonly used = new Map<RetryPolicy, number>();

  constructor(step: Step, began: Date) {
    this.policies = [...("RetryPolicies" in step ? (step.RetryPolicies ?? []) : []), unasked];
    this.began = began;
  }

  /** Milliseconds until the next attempt, or null when there is none. */
  pauseAfter(exception: ExceptionType | null, now: Date): number | null {
    const policy = this.policies.find(({ ExceptionType }) =>
      ExceptionType.some((type) => type === exception),
    );
    if (policy === undefined) return null;
    const used = this.used.get(policy) ?? 0;
    const { MaxAttempts, ExpireAfterMin } = policy;
    const most = MaxAttempts ?? (ExpireAfterMin === undefined ? usualAttempts : Number.POSITIVE_INFINITY);
    const pause = policy.IntervalSeconds * 1000 * policy.BackoffRate ** used;
    const end = ExpireAfterMin === undefined ? null : this.began.getTime() + ExpireAfterMin * 60_000;
    if (used >= most || (end !== null && now.getTime() + pause > end)) return null;
    this.used.set(policy, used + 1);
    return pause;
  }
}
