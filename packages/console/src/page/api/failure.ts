import type { Entry, Problem } from "./api-types.ts";

/** Why the API gave no answer, by what a person can do about it. */
export type Failure =
  | { readonly kind: "offline" }
  | { readonly kind: "signed-out" }
  | { readonly kind: "forbidden"; readonly detail: string }
  | { readonly kind: "not-found"; readonly detail: string }
  /** Too many at once, or AWS is busy: asked again after so many seconds. */
  | { readonly kind: "busy"; readonly seconds: number }
  | { readonly kind: "broken"; readonly status: number; readonly detail: string }
  /** The request's fields are wrong. */
  | { readonly kind: "invalid"; readonly detail: string }
  /** Driftwheel said no, and the ledger says why. */
  | { readonly kind: "refused"; readonly detail: string; readonly entry: Entry | null }
  /** The ledger has gone on since the page looked. */
  | { readonly kind: "conflict"; readonly sequence: number | null };

const patience = 2;

/**
 * @param body of the answer, whatever it is: API Gateway has bodies of its own
 * @param retryAfter the header's value, in seconds
 */
export function failureOf(status: number, body: unknown, retryAfter: string | null): Failure {
  const problem = problemOf(body);
  const detail = problem?.detail ?? `The API answered ${status}.`;
  switch (status) {
    case 401:
      return { kind: "signed-out" };
    case 403:
      // API Gateway's own 403 is for requests that it knows no caller of; the API's names the role that is lacking.
      return problem ? { kind: "forbidden", detail } : { kind: "signed-out" };
    case 404:
      return { kind: "not-found", detail };
    case 409:
      return problem?.type === "/problems/refused"
        ? { kind: "refused", detail, entry: problem.entry ?? null }
        : { kind: "conflict", sequence: problem?.sequence ?? null };
    case 412:
      return { kind: "conflict", sequence: problem?.sequence ?? null };
    case 429:
    case 503:
      return { kind: "busy", seconds: Number(retryAfter) || patience };
    default:
      return status >= 400 && status < 500 ? { kind: "invalid", detail } : { kind: "broken", status, detail };
  }
}

/** Whether the same request may succeed later without anybody's doing. */
export function passes({ kind }: Failure): boolean {
  return kind === "offline" || kind === "busy" || kind === "broken";
}

function problemOf(body: unknown): Problem | null {
  return typeof body === "object" && body !== null && "type" in body && "detail" in body
    ? // Bodies with these fields are the API's own, and of the document's form.
      (body as Problem)
    : null;
}
