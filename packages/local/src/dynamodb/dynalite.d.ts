declare module "dynalite" {
  import type { Server } from "node:http";
  /** https://github.com/architect/dynalite#programmatically-returns-a-nodejs-server */
  export default function dynalite(options?: {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }): Server;
}

declare module "dynalite/validations/index.js" {
  /** Parses the expressions of a request into it, or says what is wrong with them. */
  export function validateExpressions(data: object): string | undefined;
}

declare module "dynalite/db/index.js" {
  /** The error of a request, whose expressions are parsed, for an item that is not as it says. */
  export function checkConditional(data: object, item: object | undefined): object | null | undefined;
}
