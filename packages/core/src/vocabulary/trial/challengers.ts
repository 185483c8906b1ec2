/** A version on trial, and what it is deployed as. */
export interface ChallengerVariant {
  readonly package: string;
  readonly version: number;
  readonly variant: string;
  /** SageMaker's model that is made of its package. */
  readonly model: string;
}

/** That one of several challengers is on trial no more, while others are. */
export interface ChallengerDropped {
  readonly rollout: string;
  readonly challenger: ChallengerVariant;
  /** "superseded" where another was promoted, and nothing was found against it. */
  readonly ended: "rolled-back" | "superseded";
  readonly reason: string;
}

/** A variant of a challenger that was dropped: it stays in the trial's config until that goes. */
export interface DroppedVariant {
  readonly variant: string;
  /** It was asked to have none of the traffic. */
  readonly isOff: boolean;
}
