import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";

/** What AWS answered, or why it could not be asked. */
export type Asked<Answer> =
  | { readonly known: true; readonly answer: Answer }
  | {
      readonly known: false;
      readonly why: string;
      /**
       * `denied`: the caller may not ask; `unreachable`: nobody answered, so that asking further is of no use; `wrong`:
       * what was asked for is there and cannot be used; `failed`: anything else.
       */
      readonly because: "denied" | "unreachable" | "wrong" | "failed";
    };

const denied = new Set(["AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "Forbidden"]);
const unreachable =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ECONNRESET|EHOSTUNREACH|ETIMEDOUT|TimeoutError|CredentialsProviderError|ExpiredToken|ExpiredTokenException|UnrecognizedClientException|InvalidClientTokenId)$/;

/** The SDK's own words: @smithy/core/config. */
const withoutRegion = "Region is missing";

/**
 * Asks, and takes a refusal for an answer too.
 *
 * @param permission what the caller must be allowed, `sagemaker:DescribeEndpoint`; named where it is not
 */
export async function ask<Answer>(
  permission: string,
  question: () => Promise<Answer>,
): Promise<Asked<Answer>> {
  try {
    return { known: true, answer: await question() };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (denied.has(name)) {
      return {
        known: false,
        why: `the permission ${named(message) ?? permission} is missing`,
        because: "denied",
      };
    }
    if (error instanceof BadInput) return { known: false, why: message, because: "wrong" };
    if (name === "NoSuchBucket") return { known: false, why: "the bucket does not exist", because: "wrong" };
    const isWithoutRegion = message === withoutRegion;
    const isUnreachable = isWithoutRegion || unreachable.test(name) || unreachable.test(codeOf(error));
    return {
      known: false,
      why: isWithoutRegion ? `${message}: set AWS_REGION, or the profile's region` : errorMessage(error),
      because: isUnreachable ? "unreachable" : "failed",
    };
  }
}

/** IAM says which action was missing: "... is not authorized to perform: sagemaker:DescribeEndpoint on resource ...". */
function named(message: string): string | null {
  return /perform: ([a-z0-9-]+:[A-Za-z*]+)/.exec(message)?.[1] ?? null;
}

function codeOf(error: unknown): string {
  const { code } = typeof error === "object" && error !== null && "code" in error ? error : { code: "" };
  return typeof code === "string" ? code : "";
}
