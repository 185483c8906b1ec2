import { signal } from "@preact/signals";

/** An event as it could come for a model. */
export interface Sample {
  readonly name: string;
  readonly about: string;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Whether the page is served by the small AWS on this machine, which alone takes events from it; null while nobody knows.
 */
export const isLocal = signal<boolean | null>(null);

/** Asks once, when the page opens: a server does not become another. */
export async function askWhetherLocal(): Promise<void> {
  isLocal.value = (await samplesFor({ model: "", endpoint: "", monitor: "" })) !== null;
}

interface Wanted {
  readonly model: string;
  readonly endpoint: string;
  readonly monitor: string;
}

/** Samples for a model; null where the server has none. */
export async function samplesFor(wanted: Wanted): Promise<readonly Sample[] | null> {
  try {
    const response = await fetch(`/local/samples?${new URLSearchParams({ ...wanted })}`);
    if (!response.ok) return null;
    // This route is the page's own server's, which gives nothing else.
    return ((await response.json()) as { readonly samples: readonly Sample[] }).samples;
  } catch {
    return null;
  }
}

/** @returns what went wrong; null when it is on its way */
export async function sendEvent(event: Omit<Sample, "name" | "about">): Promise<string | null> {
  try {
    const response = await fetch("/local/events", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(event),
    });
    return response.ok ? null : `The server answered ${response.status}: ${await response.text()}`;
  } catch {
    return "The server cannot be reached.";
  }
}
