import { createRequire } from "node:module";
import type { Store } from "dynalite/db/index.js";
import type { Custom, Types } from "dynalite/validations/index.js";

/*
 * The parts of dynalite, without its HTTP server, each loaded when it is first asked for. By require, whose result is the
 * same in the repository and in a bundle: an import of CommonJS has its names in the one and not in the other.
 */
const require = createRequire(import.meta.url);

export function database(): typeof import("dynalite/db/index.js") {
  return require("dynalite/db/index.js");
}

export function validations(): typeof import("dynalite/validations/index.js") {
  return require("dynalite/validations/index.js");
}

export type Run = (
  store: Store,
  data: object,
  done: (error: object | null | undefined, output: unknown) => void,
) => void;

interface Operation {
  /** By the members that it reads. */
  readonly types: Types;
  /** What it asks of a request beyond them. */
  readonly custom: Custom | undefined;
  readonly run: Run;
}

const operations = new Map<string, Operation>();

/** An operation has a file for what it reads, and one for what it does. */
export function operationOf(name: string): Operation {
  const known = operations.get(name);
  if (known) return known;
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}.js`;
  const { types, custom }: Omit<Operation, "run"> = require(`dynalite/validations/${file}`);
  const run: Operation["run"] = require(`dynalite/actions/${file}`);
  const found = { types, custom, run };
  operations.set(name, found);
  return found;
}
