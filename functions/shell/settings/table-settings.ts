import * as z from "zod/mini";
import { common, readEnvironment, type Variables } from "./read-environment.ts";

/** What a function is told that needs the fleet and the ledger's table, and nothing else. */
export interface TableSettings {
  readonly table: string;
  /** Module of the fleet; null for the repository's own. */
  readonly fleet: string | null;
}

/** @throws Error naming every variable that is missing or wrong. */
export function readTableSettings(variables: Variables): TableSettings {
  const data = readEnvironment(z.object(common), variables);
  return { table: data.DRIFTWHEEL_LEDGER_TABLE, fleet: data.DRIFTWHEEL_FLEET ?? null };
}
