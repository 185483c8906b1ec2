import { signal } from "@preact/signals";
import type { Me } from "../api/api-types.ts";
import { answerTo, client } from "../api/client.ts";

/** What who looks may do. */
export type Roles = Pick<Me, "roles">;

/** Which roles who looks has: none for whom the API knows and nobody gave one; null while nobody knows. */
export const me = signal<Roles | null>(null);

/** Asks who looks: when the page opens and whenever somebody has signed in, since a role changes with the caller alone. */
export async function askWho(): Promise<void> {
  const answer = await answerTo(client.GET("/me"));
  if (answer.kind === "fresh") me.value = answer.body;
  // Who is not known stays who they were.
  else if (answer.kind === "failed" && answer.failure.kind === "forbidden") me.value = { roles: [] };
}
