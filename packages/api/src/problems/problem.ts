import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";

/** Every way in which a request can end that is no success, by the last part of its `type`. */
export const problems = {
  "bad-request": { status: 400, title: "The request cannot be understood" },
  forbidden: { status: 403, title: "The caller may not do this" },
  "not-found": { status: 404, title: "There is no such thing" },
  refused: { status: 409, title: "Driftwheel refused the command" },
  "link-altered": { status: 400, title: "The link is not one that Driftwheel signed" },
  "link-expired": { status: 410, title: "The link has expired" },
  "link-used": { status: 410, title: "The link was used already" },
  "link-decided": { status: 409, title: "It was decided already" },
  "link-over": { status: 410, title: "There is nothing left to do" },
  "sequence-conflict": { status: 409, title: "The ledger has gone on since" },
  "unsupported-media-type": { status: 415, title: "The body is of a type that is not read" },
  "key-reused": { status: 422, title: "The idempotency key belongs to another command" },
  internal: { status: 500, title: "Something went wrong inside" },
  busy: { status: 503, title: "Not now" },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemName = keyof typeof problems;

/** A field of the request that is wrong, its value, and what would be right. */
export interface FieldError {
  readonly path: string;
  readonly value: unknown;
  readonly expected: string;
}

export interface ProblemDetails {
  /** What is wrong with this request, in a sentence. */
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  /** The ledger's end, where the caller expected another. */
  readonly sequence?: number;
  /** The entry of the ledger that says why. */
  readonly entry?: Entry;
}

/** Ends a request with an answer of RFC 9457. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly problem: ProblemName;
  readonly details: ProblemDetails;
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: ProblemName, details: ProblemDetails, headers: Readonly<Record<string, string>> = {}) {
    super(details.detail);
    this.problem = problem;
    this.details = details;
    this.headers = headers;
  }
}
