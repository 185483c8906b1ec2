/** One endpoint of those that share a model's requests. */
export interface RoutedEndpoint {
  readonly endpoint: string;
  /** The inference component of it that is asked; absent where the endpoint serves one model. */
  readonly component?: string;
  /** The artifact of it that answers, where it is a multi-model endpoint: `TargetModel` of InvokeEndpoint. */
  readonly targetModel?: string;
  /** Its share in percent. */
  readonly weight: number;
}

/**
 * Where a model's callers ask, as the parameter that the policy names says it. SageMaker takes one variant on serverless
 * and asynchronous endpoints, so a challenger has an endpoint of its own, and callers need a name for both.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
 */
export interface Route {
  readonly model: string;
  /** The policy's endpoint. */
  readonly champion: RoutedEndpoint;
  /** Absent outside a trial, as its rollout is. */
  readonly challenger?: RoutedEndpoint;
  /** Salts the hash by which units are assigned. */
  readonly rollout?: string;
}

/** A trial on two endpoints: the challenger has one of its own, and the route divides the requests. */
export interface Apart {
  /** What the challenger is deployed on: `endpoint`, `endpoint/component` beside the champion's component, or `endpoint:artifact` beside its artifact. */
  readonly endpoint: string;
  /** The name of the route's parameter. */
  readonly parameter: string;
  /** For so long callers go by what they read of it, milliseconds. */
  readonly keptFor: number;
  /** The challenger's component has as many copies as its share needs; absent where it has the champion's number. */
  readonly copies?: "by share";
}

/** A route to be written, and all that may be found there: null for no parameter. */
export interface RouteChange {
  readonly route: Route;
  readonly expected: readonly (Route | null)[];
}
