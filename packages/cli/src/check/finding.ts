import type { Asked } from "@driftwheel/aws/check/asked.ts";
import { nearest } from "@driftwheel/core/policy/refusal/nearest.ts";

/** What was found of one thing that a model needs. */
export interface Finding {
  /** Null for what is wrong with the fleet's own file. */
  readonly model: string | null;
  /** What was looked at: `endpoint`, `data capture`, `pipeline`. */
  readonly subject: string;
  readonly result: "ok" | "warning" | "error" | "not-checked";
  /** The field of the fleet that it is about; null where it is about none. */
  readonly path: string | null;
  /** What stands there, or what was found; null where nothing is. */
  readonly value: string | null;
  /** What is wrong; what was seen where nothing is. */
  readonly problem: string;
  /** What to do; null where nothing is to be done. */
  readonly remedy: string | null;
}

/** What a judge says; whose it is and under which subject is put to it by whoever asked. */
export type Said = Omit<Finding, "model" | "subject">;

export function ok(problem: string, value: string | null = null): Said {
  return { result: "ok", path: null, value, problem, remedy: null };
}

/** Where something is wrong: a field of the model's policy, and what stands there. */
type Place = readonly [path: string, value: string | null];

export function error([path, value]: Place, problem: string, remedy: string): Said {
  return { result: "error", path, value, problem, remedy };
}

export function warning([path, value]: Place, problem: string, remedy: string): Said {
  return { result: "warning", path, value, problem, remedy };
}

/** That something is not there, and which of what is there was probably meant. */
export function missing(
  [path, name]: readonly [string, string],
  thing: string,
  there: readonly string[],
): Said {
  const meant = nearest(name, there);
  return error(
    [path, name],
    `there is no such ${thing} in this account and region`,
    meant === null ? "create it, or write its name" : `did you mean ${JSON.stringify(meant)}?`,
  );
}

/** What is said of what could not be asked. */
export function unknown(asked: Asked<unknown> & { readonly known: false }, [path, value]: Place): Said {
  if (asked.because === "wrong") return error([path, value], asked.why, "put it there, or write where it is");
  return {
    result: "not-checked",
    path,
    value,
    problem: `could not be checked: ${asked.why}`,
    remedy:
      asked.because === "denied"
        ? "let whoever checks have it, or check as the deployer"
        : "check again later",
  };
}
