import { parseJson } from "@driftwheel/core/schema/python-json.ts";

/** Strict: bytes that are no UTF-8 must not be read as if they were others. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a body, or null when it is no UTF-8. */
export function bodyText(body: Uint8Array): string | null {
  try {
    return decoder.decode(body);
  } catch {
    return null;
  }
}

/**
 * Lists and objects inside each other. Senders nest ten deep; what is nested thousands deep is read by V8's parser and
 * by nothing after it, since whatever follows calls itself for each level.
 */
export const deepest = 64;

export type BodyJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: "no-json" | "too-deep" };

/** A JSON body, or what Python takes for one. Only a body that was verified may come here. */
export function bodyJson(body: Uint8Array): BodyJson {
  const text = bodyText(body);
  if (text === null) return { ok: false, fault: "no-json" };
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, fault: "no-json" };
  return isDeeper(parsed.value, deepest) ? { ok: false, fault: "too-deep" } : parsed;
}

function isDeeper(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === levels) return level.some((one) => typeof one === "object" && one !== null);
    level = level.flatMap((one) =>
      typeof one === "object" && one !== null
        ? Object.values(one).filter((inside) => typeof inside === "object" && inside !== null)
        : [],
    );
  }
  return false;
}
