import { signal } from "@preact/signals";
import type { Me } from "../api/api-types.ts";
import { answerTo, client } from "../api/client.ts";

/** Who looks, and which roles they have; null while nobody knows. */
export const me = signal<Me | null>(null);

/** Asks who looks: when the page opens and whenever somebody has signed in, since a role changes with the caller alone. */
export async function askWho(): Promise<void> {
  const answer = await answerTo(client.GET("/me"));
  if (answer.kind === "fresh") me.value = answer.body;
  // Who has no role is told so by every view; who is not known stays who they were.
  else if (answer.kind === "failed" && answer.failure.kind === "forbidden") me.value = null;
}
