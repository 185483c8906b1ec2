import { createRequire } from "node:module";
import type { Store } from "dynalite/db/index.js";
import type { Custom, Types } from "dynalite/validations/index.js";

const require = createRequire(import.meta.url);

/** An operation of dynalite's, which has a file for what it reads and one for what it does. */
export interface DynaliteOperation {
  /** By the members that it reads. */
  readonly types: Types;
  /** What it asks of a request beyond them. */
  readonly custom: Custom | undefined;
  readonly run: (
    store: Store,
    data: object,
    done: (error: object | null | undefined, output: unknown) => void,
  ) => void;
}

const loaded = new Map<string, DynaliteOperation>();

export function dynaliteOperation(name: string): DynaliteOperation {
  const known = loaded.get(name);
  if (known) return known;
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}.js`;
  // Its modules are of these shapes: https://github.com/architect/dynalite/tree/main/validations and .../actions
  const { types, custom } = require(`dynalite/validations/${file}`) as Omit<DynaliteOperation, "run">;
  const run = require(`dynalite/actions/${file}`) as DynaliteOperation["run"];
  const operation = { types, custom, run };
  loaded.set(name, operation);
  return operation;
}
