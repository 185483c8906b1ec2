import { models } from "../api/answers.ts";
import type { Context } from "../context/context.ts";
import { type LedgerOptions, openReader } from "./ledger-source.ts";

/** The fleet's models that have a ledger; one that was never seen has none. @throws PersonError as openReader() does */
export async function modelsWithEntries(
  options: LedgerOptions,
  context: Context,
): Promise<readonly string[]> {
  const answer = await (await openReader(options, context)).get("/models", models);
  return answer.models.filter(({ sequence }) => sequence > 0).map(({ model }) => model);
}
