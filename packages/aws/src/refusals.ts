const second = 1_000;
const minute = 60 * second;

/** A refusal that says "not now", and where AWS says so. */
export interface PassingAnswer {
  /** Names of the error; any when none are given. */
  readonly names?: readonly string[];
  /** What its message says; anything when it is not given. */
  readonly says?: RegExp;
  /** "busy": try again at once and as often as it takes. Otherwise the milliseconds until it counts as final. */
  readonly passes: "busy" | number;
  /** Why it may pass. */
  readonly because: string;
  readonly page: string;
}

/**
 * Refusals that may pass, the first that fits counts. Every other answer of a service to a request that reached it is
 * final: it is no throttling, no fault of the service (5XX) and no lost connection, which the SDK's own classifiers
 * know, and the same request would be refused again.
 */
export const passingAnswers: readonly PassingAnswer[] = [
  {
    says: /in-progress endpoint|is currently being updated|try again/i,
    passes: "busy",
    because: "an endpoint takes one change at a time",
    page: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html",
  },
  {
    names: ["ConflictException", "ConcurrentUpdateException"],
    passes: "busy",
    because: "someone else changes the same thing at this moment",
    page: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateModelPackage.html",
  },
  {
    says: /scalable target|auto ?scaling/i,
    passes: 15 * minute,
    because: "a variant is scaled, or was a moment ago, and its scaling is taken off before it goes",
    page: "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html",
  },
  {
    says: /could not find|does not exist|not found/i,
    // Where nothing but the sweep tries again, every five minutes, a model and then its config are met so.
    passes: 15 * minute,
    because: "what was created a moment ago may not be found everywhere yet",
    page: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html",
  },
  {
    names: ["AccessDeniedException", "AccessDenied", "AuthorizationErrorException", "UnauthorizedOperation"],
    passes: 15 * minute,
    because: "a changed role or policy takes effect everywhere only after a while",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency",
  },
  {
    says: /could not assume role/i,
    passes: 15 * minute,
    because: "a new role can be assumed only after a while",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency",
  },
  {
    names: ["ResourceLimitExceeded", "ServiceQuotaExceededException"],
    passes: 60 * minute,
    because: "the account's limit is reached now, and others give back what they use",
    page: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html",
  },
  {
    says: /insufficient capacity|InsufficientInstanceCapacity|capacity error/i,
    passes: 60 * minute,
    because: "AWS has no instance of the type now",
    page: "https://docs.aws.amazon.com/sagemaker/latest/dg/troubleshooting.html",
  },
];
