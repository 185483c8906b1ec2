import { z } from "zod";
import { exitCode, PersonError } from "../context/errors.ts";
import { oneLine } from "../output/wrap.ts";
import { answerEntry } from "./answers.ts";

/** Who may do what: each role may do what those before it may. */
export type Role = "reader" | "operator" | "approver";

/** Problem details, RFC 9457; API Gateway's own refusals have a `message` alone. */
const problem = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  message: z.string().optional(),
  /** Of a conflict: the ledger's end now. */
  sequence: z.int().optional(),
  /** Of a refusal: what the ledger says about it. */
  entry: answerEntry.optional(),
  errors: z
    .array(z.object({ path: z.string(), value: z.unknown(), expected: z.string().optional() }))
    .optional(),
});

export type Problem = z.output<typeof problem>;

/** The API said no. Its message says what to do next. */
export class ProblemError extends PersonError {
  readonly problem: Problem;
  /** The last part of the problem's type, `sequence-conflict`; null when it is not the API that speaks. */
  readonly kind: string | null;
  constructor(message: string, code: number, found: Problem) {
    super(message, code);
    this.problem = found;
    this.kind = kindOf(found);
  }
}

/** @param role what the request takes at least. */
export function problemError(status: number, body: unknown, role: Role, address: string): ProblemError {
  const parsed = problem.safeParse(body);
  const found = parsed.success ? parsed.data : {};
  const [message, code] = messageAndCode(status, found, role, address);
  return new ProblemError(message, code, found);
}

function kindOf({ type }: Problem): string | null {
  return /\/problems\/([a-z-]+)$/.exec(type ?? "")?.[1] ?? null;
}

function messageAndCode(
  status: number,
  found: Problem,
  role: Role,
  address: string,
): readonly [string, number] {
  const said = oneLine(found.detail ?? found.title ?? found.message ?? "");
  const why = said === "" ? "" : ` ${/[.!?]$/.test(said) ? said : `${said}.`}`;
  switch (kindOf(found)) {
    case "not-found":
      return [why.trim() || "There is no such thing.", exitCode.notFound];
    case "forbidden":
      return [
        `You may not do that.${why.includes(role) ? why : `${why} It takes the role ${role}.`}`,
        exitCode.notAllowed,
      ];
    case "bad-request":
      return [`The API cannot take that.${why}${fields(found)}`, exitCode.usage];
    case "sequence-conflict":
      return [`The model's ledger went on since it was read.${why} Run it again.`, exitCode.conflict];
    case "key-reused":
      return [`Wrong key:${why} Leave --key away.`, exitCode.usage];
    case "refused":
      return [`Refused:${why}${taken(found)}`, exitCode.refused];
    case "busy":
      return [`Driftwheel is busy.${why} Run it again in a while, with the same --key.`, exitCode.failed];
    default:
      break;
  }
  if (status === 401 || status === 403) {
    return [
      `${address} did not let you in.${why} Sign with AWS credentials that may call it (AWS_PROFILE), or give a token with --token.`,
      exitCode.notAllowed,
    ];
  }
  if (status === 404) {
    return [`${address} does not know that way.${why} Is it Driftwheel's API? See --api.`, exitCode.notFound];
  }
  return [`${address} answered ${status}.${why}`, exitCode.failed];
}

function fields({ errors }: Problem): string {
  return (errors ?? [])
    .map(({ path, value, expected }) => {
      const given = value === undefined || value === null ? "is missing" : `is ${JSON.stringify(value)}`;
      return `\n  ${oneLine(path)} ${oneLine(given)}${expected ? `; expected ${oneLine(expected)}` : ""}`;
    })
    .join("");
}

/** Whoever is refused should see whom the API takes them for. */
export function taken({ entry }: Pick<Problem, "entry">): string {
  if (entry?.kind !== "command-refused") return "";
  return ` It is entry ${entry.sequence}; you are "${oneLine(entry.data.by)}" there.`;
}
