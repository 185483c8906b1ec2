import { type Context, createContext, Script } from "node:vm";
import { search } from "@aws-lambda-powertools/jmespath";
import { Functions } from "@aws-lambda-powertools/jmespath/functions";
import type { JSONObject } from "@aws-lambda-powertools/jmespath/types";
import { rulesOf } from "@driftwheel/core/policy/hook-rules.ts";
import type { Hook, HookRule } from "@driftwheel/core/policy/hooks.ts";

/** What expressions are asked of: what the signature vouches for, and the body. */
export interface Payload {
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON. */
  readonly body: unknown;
}

export type Found =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string };

/**
 * Milliseconds. An expression is the fleet's own, the payload is not: lists in it are as long as its sender likes, and an
 * expression may be asked of each of their members again.
 */
const usualPatience = 1_000;
const tooLong = "ERR_SCRIPT_EXECUTION_TIMEOUT";

/**
 * The value of a JMESPath expression; what cannot be evaluated, or not in time, is an answer, too.
 *
 * @param patience milliseconds
 */
export function evaluate(expression: string, payload: Payload, patience = usualPatience): Found {
  try {
    // A parsed body is a JSON value, the headers are texts.
    const document = payload as unknown as JSONObject;
    const value = inTime(() => search(expression, document, { customFunctions: functions }), patience);
    return { ok: true, value };
  } catch (error) {
    // An error of the script's own context, which is none of this one's Error.
    if (typeof error === "object" && error !== null && Reflect.get(error, "code") === tooLong) {
      return { ok: false, why: `it takes more than ${patience} milliseconds on this payload` };
    }
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The functions of the specification. The package's sort() and reverse() reorder the very lists of the document
 * (findings/powertools-jmespath-reorders-its-input.sh), for the rest of the expression and for every one after it.
 *
 * The package hands the arguments of a function over in one list, whatever the methods' types say.
 */
class PureFunctions extends Functions {
  override funcSort(given: never): unknown[] {
    return super.funcSort(withCopies(given));
  }

  override funcReverse(given: never): string | unknown[] {
    return super.funcReverse(withCopies(given));
  }
}

/** Never, because what an expression gives to a function may be anything: the package checks it. */
function withCopies(given: readonly unknown[]): never {
  return given.map((value) => (Array.isArray(value) ? Array.from<unknown>(value) : value)) as never;
}

const functions = new PureFunctions();

/**
 * Node ends what runs inside of a script after a time, functions of elsewhere that the script calls included.
 * https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options
 */
function inTime(act: () => unknown, patience: number): unknown {
  inside ??= { context: createContext({ act: null }), run: new Script("act()") };
  const { context, run } = inside;
  context.act = act;
  try {
    return run.runInContext(context, { timeout: patience });
  } finally {
    context.act = null;
  }
}

/** Made by the first expression: a context costs ten milliseconds. */
let inside: { readonly context: Context; readonly run: Script } | null = null;

/** True as JMESPath means it: false, null, and what is empty are not. https://jmespath.org/specification.html#or-expressions */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/**
 * The expressions of a hook that are no JMESPath, with path and reason. Core imports nothing that could tell, so a
 * fleet file with one loads; whoever deploys or serves hooks asks here.
 */
export function brokenExpressions(source: string, hook: Hook): readonly string[] {
  return rulesOf(hook).flatMap(({ path, rule }) =>
    expressionsOf(rule).flatMap(([field, expression]) => {
      const why = syntaxFault(expression);
      return why === null
        ? []
        : [`hooks.${source}.${path}.${field} is ${JSON.stringify(expression)}: no JMESPath, ${why}`];
    }),
  );
}

function expressionsOf(rule: HookRule): readonly (readonly [string, string])[] {
  const from = Object.entries(rule).flatMap(([field, value]) =>
    typeof value === "object" ? [[`${field}.from`, value.from] as const] : [],
  );
  return rule.when === undefined ? from : [["when", rule.when] as const, ...from];
}

/** Syntax errors are thrown before any value is looked at; errors of functions and types depend on the values. */
function syntaxFault(expression: string): string | null {
  try {
    search(expression, {});
    return null;
  } catch (error) {
    const syntax = ["LexerError", "ParseError", "IncompleteExpressionError", "EmptyExpressionError"];
    const unknown = error instanceof Error && error.name === "UnknownFunctionError";
    if (!(error instanceof Error) || !(syntax.includes(error.name) || unknown)) return null;
    return error.message;
  }
}
