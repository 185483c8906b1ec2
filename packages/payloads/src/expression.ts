import { isDeepStrictEqual as isSame } from "node:util";
import { type Context, createContext, Script } from "node:vm";
import { search } from "@aws-lambda-powertools/jmespath";
import { Functions } from "@aws-lambda-powertools/jmespath/functions";
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
    const document = json as JSONObject; // the caller's promise
    const value = inTime(() => search(expression, document, { customFunctions: functions }), patience);
    return { ok: true, value };
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
 * The functions as the specification has them. The package's sort() and reverse() reorder the very lists of the document
 * (findings/powertools-jmespath-reorders-its-input.sh), for the rest of the expression and for every one after it; its
 * map() and not_null() make null of 0, false and "" (findings/powertools-jmespath-loses-zeros.sh), its to_number() makes
 * 0 of "", and its avg() NaN of no numbers at all. https://jmespath.org/specification.html#built-in-functions
 *
 * The package hands the arguments of a function over in one list, whatever the methods' types say, and checks them.
 */
class SpecifiedFunctions extends Functions {
  override funcSort(given: never): unknown[] {
    return super.funcSort(withCopies(given));
  }

  override funcReverse(given: never): string | unknown[] {
    const [value] = given as readonly unknown[];
    if (typeof value === "string") return Array.from(value).toReversed().join("");
    return super.funcReverse(withCopies(given));
  }

  override funcMap(given: never): unknown[] {
    const [expression, list, ...more] = given as readonly unknown[];
    if (!(isExpression(expression) && Array.isArray(list)) || more.length > 0) {
      return super.funcMap(given, given);
    }
    return list.map((value: unknown) => expression.visit(value) ?? null);
  }

  override funcNotNull(given: never): null {
    const checked = super.funcNotNull(given);
    const found = (given as readonly unknown[]).find((value) => value !== null && value !== undefined);
    return (found ?? checked) as null; // any value of JSON
  }

  override funcContains(given: never): boolean {
    const [list, wanted] = given as readonly unknown[];
    return (
      super.funcContains(given, given) || (Array.isArray(list) && list.some((value) => isSame(value, wanted)))
    );
  }

  override funcLength(given: never): number {
    const [value] = given as readonly unknown[];
    const length = super.funcLength(given);
    return typeof value === "string" ? Array.from(value).length : length;
  }

  override funcToNumber(given: never): number | null {
    const [value] = given as readonly unknown[];
    return typeof value === "string" && !jsonNumber.test(value) ? null : super.funcToNumber(given);
  }

  override funcAvg(given: never): number {
    const average = super.funcAvg(given);
    return Number.isNaN(average) && isEmptyList(given) ? (null as never) : average; // null, as the specification says
  }
}

/** https://www.rfc-editor.org/rfc/rfc8259#section-6, blanks around it allowed: CSV has them. */
const jsonNumber = /^\s*-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/;

function isExpression(value: unknown): value is { visit(of: unknown): unknown } {
  return typeof value === "object" && value !== null && "visit" in value && typeof value.visit === "function";
}

function isEmptyList([list]: readonly unknown[]): boolean {
  return Array.isArray(list) && list.length === 0;
}

/** Never, because what an expression gives to a function may be anything: the package checks it. */
function withCopies(given: readonly unknown[]): never {
  return given.map((value) => (Array.isArray(value) ? Array.from<unknown>(value) : value)) as never;
}

const functions = new SpecifiedFunctions();

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
