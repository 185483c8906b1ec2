import type { DeploymentStage } from "./trial/guarded-deployment.ts";

export type EndpointStatus =
  | "OutOfService"
  | "Creating"
  | "Updating"
  | "SystemUpdating"
  | "RollingBack"
  | "InService"
  | "Deleting"
  | "Failed"
  | "UpdateRollbackFailed"
  | "Unknown";

/** An endpoint as one DescribeEndpoint showed it. */
export interface FoundEndpoint {
  /** False when SageMaker does not know the endpoint. */
  readonly exists: boolean;
  readonly status: EndpointStatus;
  readonly config: string | null;
  /** The config that it is on its way to; null while no deployment is under way. */
  readonly pendingConfig: string | null;
  readonly variants: readonly { readonly name: string; readonly weight: number }[];
  readonly failureReason: string | null;
  /** How many instances each variant has now; absent where nobody asked for them. */
  readonly instances?: Readonly<Record<string, number>>;
  /** How many copies an inference component was asked to have, and has; absent of an endpoint. */
  readonly copies?: { readonly asked: number; readonly there: number };
  /** What the variants of a deployment under way are at; absent while none is. */
  readonly stages?: readonly DeploymentStage[];
  /** The challenger's own endpoint and the route to both; absent where nobody asked for them. */
  readonly beside?: FoundBeside;
}

/** The value of the parameter that says where callers ask. */
export interface FoundRoute {
  /** Null when there is no such parameter. */
  readonly value: string | null;
  /** When it was written last, ISO 8601 UTC; null when there is none. */
  readonly since: string | null;
}

/** What belongs to a trial on two endpoints beside the model's own one. */
export interface FoundBeside {
  readonly endpoint: Omit<FoundEndpoint, "beside">;
  readonly route: FoundRoute;
}

/**
 * What an act on the endpoint expects to find there: everything that Driftwheel itself may have made of it. Whatever
 * else is found is someone else's doing, and is not overwritten.
 */
export interface ExpectedEndpoint {
  /** It has one of these configs, and is not on its way to any other. */
  readonly configs: readonly string[];
  /** Its variants divide the traffic in one of these ways; null where any will do. */
  readonly weights: readonly Readonly<Record<string, number>>[] | null;
}

/** SageMaker keeps weights as 32-bit floats, so shares agree to about seven digits. */
const tolerance = 1e-6;

/** True when the variants are exactly those, and divide the traffic in that way: 1 and 1 is the same as 50 and 50. */
export function dividesAs(
  variants: FoundEndpoint["variants"],
  weights: Readonly<Record<string, number>>,
): boolean {
  const wanted = Object.entries(weights);
  if (wanted.length !== variants.length) return false;
  const whole = wanted.reduce((sum, [, weight]) => sum + weight, 0);
  const foundWhole = variants.reduce((sum, { weight }) => sum + weight, 0);
  return wanted.every(([name, weight]) => {
    const variant = variants.find((one) => one.name === name);
    return (
      variant !== undefined && Math.abs(share(variant.weight, foundWhole) - share(weight, whole)) < tolerance
    );
  });
}

/** An endpoint whose variants all have weight 0 divides nothing. */
function share(weight: number, whole: number): number {
  return whole === 0 ? 0 : weight / whole;
}

/** How an endpoint differs from what is expected, in words; null when it does not. */
export function difference(found: FoundEndpoint, expected: ExpectedEndpoint): string | null {
  if (!found.exists) return "the endpoint does not exist";
  const wanted = expected.configs.join(" or ");
  if (found.pendingConfig !== null && !expected.configs.includes(found.pendingConfig))
    return `the endpoint is on its way to config ${found.pendingConfig}, and should have ${wanted}`;
  if (found.config === null || !expected.configs.includes(found.config))
    return `the endpoint is ${found.status} with config ${found.config}, and should have ${wanted}`;
  const { weights } = expected;
  // While weights or instances change, the weights that are shown are of neither side.
  if (weights === null || found.status !== "InService") return null;
  if (weights.some((one) => dividesAs(found.variants, one))) return null;
  const shown = found.variants.map(({ name, weight }) => `${name} ${weight}`).join(", ");
  return `the endpoint divides its traffic as ${shown}, and should as ${weights.map(inWords).join(" or ")}`;
}

function inWords(weights: Readonly<Record<string, number>>): string {
  return Object.entries(weights)
    .map(([name, weight]) => `${name} ${weight}`)
    .join(", ");
}

/** A config made of one variant of another one, when what should serve alone has no config any more. */
export interface SoleConfig {
  readonly fromConfig: string;
  readonly config: string;
  readonly variant: string;
}
