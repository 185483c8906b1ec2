import type { Context } from "../../context/context.ts";
import { PersonError } from "../../context/errors.ts";

/**
 * Asks the person at the terminal; where there is none, nothing is asked.
 *
 * @throws PersonError when they do not say yes.
 */
export async function assertAgreed(question: string, { ask }: Context): Promise<void> {
  if (!ask) return;
  const answer = await ask(`${question} [y/N] `);
  if (!/^(y|yes)$/i.test(answer.trim())) throw new PersonError("Nothing was done.");
}
