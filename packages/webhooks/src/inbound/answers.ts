import { withNamedNumbers } from "@driftwheel/core/schema/any-number.ts";
import type { Fault } from "./values.ts";

/** What API Gateway is given to answer with, payload 2.0. */
export interface HookAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What a request is told, and what the operator is. `attention` marks what is no sender's fault and goes on until
 * someone mends it.
 */
export interface HookResult {
  readonly answer: HookAnswer;
  readonly outcome:
    | "taken"
    | "repeated"
    | "ignored"
    | "pong"
    | "refused"
    | "unreadable"
    | "postponed"
    | "failed";
  readonly why: string;
  readonly attention: boolean;
}

export function taken(why: string): HookResult {
  return resultOf(202, { result: "taken" }, "taken", why);
}

export const repeated = resultOf(200, { result: "repeated" }, "repeated", "it was acted on before");

export const pong = resultOf(200, { result: "pong" }, "pong", "GitHub asks whether we are here");

export function ignored(why: string): HookResult {
  return resultOf(202, { result: "ignored", why }, "ignored", why);
}

/** The one answer to everything that does not prove who it is from: why not helps nobody but who tries. */
export function unverified(why: string, attention = false): HookResult {
  const problem = {
    type: "/problems/unverified",
    title: "Not verified",
    status: 401,
    detail: "This request does not prove that it was sent by a source that is known here.",
  };
  return { ...resultOf(401, problem, "refused", why), attention };
}

/** Said of the request as it came, whichever source it names. */
export function notAccepted(status: 403 | 413 | 415, title: string, detail: string): HookResult {
  const names = { 403: "forbidden", 413: "too-large", 415: "unsupported-encoding" } as const;
  return resultOf(status, { type: `/problems/${names[status]}`, title, status, detail }, "refused", detail);
}

/** The sender has proved who it is, so it may be told what is wrong with what it sent. */
export function unreadable(faults: readonly Fault[]): HookResult {
  const errors = faults.map(({ path, expression, value, expected }) => ({
    path,
    ...(expression === null ? {} : { expression }),
    value: shortened(value),
    expected,
  }));
  const detail = errors
    .map(({ path, expression, value, expected }) => {
      const where = expression === undefined ? path : `${path} (${expression})`;
      return `${where} is ${JSON.stringify(value)}; expected ${expected}`;
    })
    .join(" | ");
  const problem = {
    type: "/problems/unreadable",
    title: "The webhook cannot be read by its rule",
    status: 422,
    detail,
    errors,
  };
  return resultOf(422, problem, "unreadable", detail);
}

/** To be tried again: nothing was done, or someone is doing it. */
export function postponed(why: string, attention = false): HookResult {
  const problem = {
    type: "/problems/busy",
    title: "Try again",
    status: 503,
    detail: "The webhook could not be taken now. Send it again.",
  };
  const { answer, ...rest } = resultOf(503, problem, "postponed", why);
  return { ...rest, answer: { ...answer, headers: { ...answer.headers, "retry-after": "5" } }, attention };
}

/** The fleet's own fault: told to a verified sender, and to the operator. */
export function misconfigured(lines: readonly string[]): HookResult {
  const detail = lines.join(" | ");
  const problem = {
    type: "/problems/misconfigured",
    title: "The rules of this hook are broken",
    status: 500,
    detail,
  };
  return { ...resultOf(500, problem, "failed", detail), attention: true };
}

function resultOf(statusCode: number, body: object, outcome: HookResult["outcome"], why: string): HookResult {
  const type = statusCode < 400 ? "application/json" : "application/problem+json";
  return {
    answer: {
      statusCode,
      headers: { "content-type": type, "cache-control": "no-store" },
      body: JSON.stringify(body),
    },
    outcome,
    why,
    attention: false,
  };
}

/** A value of a payload inside an answer and a log line. */
function shortened(value: unknown): unknown {
  const sayable = withNamedNumbers(value);
  const text = JSON.stringify(sayable) ?? "null";
  return text.length > 200 ? `${text.slice(0, 200)}...` : sayable;
}
