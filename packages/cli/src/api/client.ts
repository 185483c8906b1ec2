import type { z } from "zod";
import type { Context } from "../context/context.ts";
import { messageOf, PersonError } from "../context/errors.ts";
import { type ApiOptions, apiAddress, tokenOf } from "./address.ts";
import { isHere } from "./aws-client.ts";
import { problemError, type Role } from "./problem.ts";
import { type ApiRequest, bearer, type Prove, sigV4 } from "./sign.ts";

export interface Api {
  /** @throws PersonError that says what to do next; ProblemError where the API itself said no. */
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** Sends a command; sent again when its answer was lost, always with the same key. */
  post<T>(path: string, command: PostedCommand, schema: z.ZodType<T>): Promise<T>;
}

interface PostedCommand {
  readonly key: string;
  readonly role: Role;
  readonly body: Readonly<Record<string, unknown>>;
}

const tries = 4;
const longestWait = 20_000;
/** API Gateway gives up on an HTTP API's integration after 30 seconds. */
const patience = 35_000;

/** A path of segments that may hold anything. */
export function path(...segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join("");
}

/** `?after=23&limit=10`; what is undefined is left out. */
export function query(fields: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) given.set(name, String(value));
  }
  return `?${given.toString()}`;
}

export function openApi(options: ApiOptions, context: Context): Api {
  const address = apiAddress(options, context);
  const token = tokenOf(options, context);
  const prove = token === null ? sigV4(address, context) : bearer(token);
  return {
    get: (to, schema) =>
      exchange(
        {
          method: "GET",
          url: new URL(address + to),
          headers: { accept: "application/json" },
          body: null,
        },
        "reader",
        schema,
      ),
    post: (to, { key, role, body }, schema) =>
      exchange(
        {
          method: "POST",
          url: new URL(address + to),
          headers: {
            accept: "application/json",
            "content-type": "application/json",
            "idempotency-key": key,
          },
          body: JSON.stringify(body),
        },
        role,
        schema,
      ),
  };

  async function exchange<T>(request: ApiRequest, role: Role, schema: z.ZodType<T>): Promise<T> {
    const { status, body } = await persistently(request, prove, address, context);
    if (status < 200 || status > 299) throw problemError(status, body, role, address);
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new PersonError(
      `${address} answered what this version does not know (${issue?.path.join(".")}: ${issue?.message}). Is it Driftwheel's API, and of the same version?`,
    );
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Milliseconds, as `Retry-After` has it; null without one. */
  readonly retryAfter: number | null;
}

/** Asks until there is an answer, a few times at most: an answer may be lost, and 503 says to come back. */
async function persistently(
  request: ApiRequest,
  prove: Prove,
  address: string,
  context: Context,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const headers = await prove(request);
    let pause = 250 * 2 ** attempt;
    try {
      const answer = await once(request, headers);
      if (answer.status !== 503 || answer.retryAfter === null || attempt === tries) return answer;
      pause = Math.min(answer.retryAfter, longestWait);
    } catch (error) {
      if (attempt === tries || isNobodyThere(error)) throw unreachable(address, error);
    }
    await context.wait(pause);
  }
}

async function once(
  { method, url, body }: ApiRequest,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers,
    body,
    // What is signed for one address is for nobody else.
    redirect: "manual",
    signal: AbortSignal.timeout(patience),
  });
  const text = await response.text();
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return {
    status: response.status,
    body: jsonOf(text),
    retryAfter: Number.isFinite(seconds) ? seconds * 1_000 : null,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Asking again would find nobody either. */
function isNobodyThere(error: unknown): boolean {
  const code =
    error instanceof Error ? Object.getOwnPropertyDescriptor(error.cause ?? {}, "code")?.value : null;
  return code === "ECONNREFUSED" || code === "ENOTFOUND";
}

function unreachable(address: string, error: unknown): PersonError {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const next = isHere(address)
    ? "Start it with `npm run local`, or name a deployed API with --api or DRIFTWHEEL_API_URL."
    : "Is that the address the deployment printed, and is there a network?";
  return new PersonError(`Nothing answers at ${address} (${messageOf(cause)}). ${next}`, undefined, {
    cause: error,
  });
}
