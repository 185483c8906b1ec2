import type { FilterPolicy } from "./filter-policy.ts";

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** What the subscriber proves itself with. */
  readonly token: string;
  readonly confirmed: boolean;
  readonly raw: boolean;
  readonly filter: FilterPolicy | null;
}
