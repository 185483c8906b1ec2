import type { Deployment } from "../settings.ts";

/** What the page is told of signing in, as `console.json`; nothing of it is secret. */
export function signInText({ console, api }: Pick<Deployment, "console" | "api">): string {
  const { clientId, scopes, token } = console ?? {};
  return JSON.stringify({ signIn: { issuer: api.jwt?.issuer, clientId, scopes, token } });
}

/** Where the page may ask beside its own origin: the issuer, and what else of it the settings name. */
export function issuerOrigins({ console, api }: Pick<Deployment, "console" | "api">): readonly string[] {
  if (console === undefined || api.jwt === undefined) return [];
  return [...new Set([new URL(api.jwt.issuer).origin, ...console.origins])];
}
