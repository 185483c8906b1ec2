import type { fleet, fleetInput, modelPolicyChecked, modelPolicyInput } from "./shapes.js";

/** A fleet as it is written: every field is explained in docs/reference/policy.md of the repository. */
export type FleetInput = typeof fleetInput;
/** How one model is cared for, as it is written. */
export type ModelPolicyInput = typeof modelPolicyInput;
/** A fleet that was checked and completed with defaults; durations in milliseconds, money in dollars. */
export type Fleet = typeof fleet;
export type ModelPolicy = typeof modelPolicyChecked;

/**
 * Checks a fleet and completes it with defaults.
 *
 * @throws FleetRefused naming the path of every field that is wrong, its value, and what would be right.
 */
export declare function defineFleet(input: FleetInput): Fleet;

/** A fleet that cannot work. */
export declare class FleetRefused extends Error {
  readonly name: "FleetRefused";
  readonly faults: readonly {
    readonly path: string;
    readonly value: string | null;
    readonly problem: string;
    readonly remedy: string;
  }[];
}

/** What `DescribeEndpoint` answers, as far as it matters to `targetVariant`. */
export interface DescribedEndpoint {
  readonly EndpointConfigName?: string | undefined;
  readonly ProductionVariants?:
    | readonly {
        readonly VariantName?: string | undefined;
        readonly CurrentWeight?: number | undefined;
      }[]
    | undefined;
}

/**
 * The variant that a unit (a user, a session) is always sent to; undefined while fewer than two variants have a weight, which
 * leaves `TargetVariant` out. The salt is the name of the endpoint's config unless it is given.
 */
export declare function targetVariant(
  unit: string,
  endpoint: DescribedEndpoint,
  salt?: string,
): string | undefined;

/**
 * The endpoint to ask for a unit, by the value of the parameter that the policy's `route` names; without a unit it is drawn.
 *
 * @throws Error naming the field, where the value is no route.
 */
export declare function routedEndpoint(unit: string | undefined, value: string): string;

/** What InvokeEndpoint is asked with. */
export interface RoutedInvocation {
  readonly EndpointName: string;
  /** Absent where the endpoint serves one model. */
  readonly InferenceComponentName?: string;
}

/**
 * As `routedEndpoint`, with the inference component of the endpoint where components serve.
 *
 * @throws Error naming the field, where the value is no route.
 */
export declare function routedInvocation(unit: string | undefined, value: string): RoutedInvocation;
