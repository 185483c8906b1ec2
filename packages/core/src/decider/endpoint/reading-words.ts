import type { FoundEndpoint } from "../../vocabulary/endpoint-expectation.ts";
import type { UnconfirmedReading } from "../../vocabulary/entry.ts";

/** What one reading of the endpoint says, against what the ledger expects. */
export type EndpointReading =
  /** As expected, or on its way there. */
  | { readonly is: "as-expected" }
  /** The change that was asked for is there. */
  | { readonly is: "there" }
  /** Not what it should be; one such reading may be a stale answer, so others must say the same. */
  | { readonly is: "unconfirmed"; readonly says: UnconfirmedReading["says"]; readonly because: string };

export const asExpected: EndpointReading = { is: "as-expected" };
export const there: EndpointReading = { is: "there" };

export function unconfirmed(says: UnconfirmedReading["says"], because: string): EndpointReading {
  return { is: "unconfirmed", says, because };
}

/**
 * An endpoint that is in service after an update that failed says why until the next update, and sometimes does not:
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_EndpointMetadata.html,
 * https://github.com/aws-controllers-k8s/sagemaker-controller/pull/7,
 * https://github.com/hashicorp/terraform-provider-aws/pull/49020
 */
export function whyTakenBack({ failureReason }: FoundEndpoint): string {
  return failureReason ? `, because: ${withoutStop(failureReason)}` : ", and gives no reason";
}

/** The sentence that it becomes part of has its own. */
export function withoutStop(reason: string): string {
  return reason.replace(/\.$/, "");
}
