import { type Context, createContext, Script } from "node:vm";
import { search } from "@aws-lambda-powertools/jmespath";
import type { JSONObject } from "@aws-lambda-powertools/jmespath/types";

export type Evaluated =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      /** In the library's own words, which may show what was found. */
      readonly why: string;
      /** Without any value that it was asked of. */
      readonly fault: string;
    };

/**
 * Milliseconds. An expression is the fleet's own, the JSON is not: lists in it are as long as its sender likes, and an
 * expression may be asked of each of their members again.
 */
const usualPatience = 1_000;
const tooLong = "ERR_SCRIPT_EXECUTION_TIMEOUT";

/**
 * The value of a JMESPath expression; what cannot be evaluated, or not in time, is an answer, too.
 *
 * @param json a value of JSON
 * @param patience milliseconds
 */
export function evaluate(expression: string, json: unknown, patience = usualPatience): Evaluated {
  try {
    // A copy, because sort() and reverse() reorder what they are given (findings/powertools-jmespath-reorders-its-input.sh),
    // and other expressions read the same JSON.
    const copy = structuredClone(json) as JSONObject; // the caller's promise
    return { ok: true, value: inTime(() => search(expression, copy), patience) };
  } catch (error) {
    // An error of the script's own context, which is none of this one's Error.
    if (typeof error === "object" && error !== null && Reflect.get(error, "code") === tooLong) {
      const why = `it takes more than ${patience} milliseconds on this payload`;
      return { ok: false, why, fault: why.replace("it takes", "takes") };
    }
    const name = error instanceof Error ? error.name : "an error";
    return {
      ok: false,
      why: error instanceof Error ? error.message : String(error),
      fault: `cannot be evaluated on it (${name})`,
    };
  }
}

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

/**
 * Why an expression is no JMESPath, or null. Syntax errors are thrown before any value is looked at; errors of functions
 * and types depend on the values.
 */
export function syntaxFault(expression: string): string | null {
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
