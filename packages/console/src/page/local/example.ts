/** How the example stands on this server. */
export type ExampleState =
  | { readonly state: "ready" }
  | { readonly state: "impossible"; readonly why: string }
  | { readonly state: "running"; readonly lines: readonly string[] }
  | { readonly state: "ended"; readonly lines: readonly string[]; readonly failure: string | null };

/** Null where the server does not answer, or knows no example. */
export async function askExample(method: "GET" | "POST"): Promise<ExampleState | null> {
  try {
    const response = await fetch("/local/example", { method });
    // Refused since it runs already, or cannot: how it stands is the next answer.
    if (response.status === 409) return await askExample("GET");
    if (!response.ok) return null;
    // This route is the page's own server's, which gives nothing else.
    return (await response.json()) as ExampleState;
  } catch {
    return null;
  }
}
