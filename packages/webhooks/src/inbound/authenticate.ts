import { randomBytes } from "node:crypto";
import type { Hook } from "@driftwheel/core/policy/hooks.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { HookPorts } from "./ports.ts";
import type { HookRequest, Scheme, Verified } from "./request/hook-request.ts";
import { anyFits, digestOf } from "./signature/compare.ts";
import { verify } from "./signature/verify.ts";

type Hooks = Readonly<Record<string, Hook>>;

/** Nobody knows it, so nothing that is verified against it passes. */
const nobodys = `whsec_${randomBytes(32).toString("base64")}`;

export type Authenticated =
  | { readonly ok: true; readonly hook: Hook; readonly verified: Extract<Verified, { ok: true }> }
  /** `attention` when it may be no fault of the sender: the secret cannot be read. */
  | { readonly ok: false; readonly why: string; readonly attention: boolean };

/**
 * Whether a request is of the source that it names.
 *
 * Who asks for a source that does not exist must not learn that from the answer, nor from the time it takes. So such
 * a request is verified like any other, as if it were for one of the fleet's hooks, always the same one for the same
 * name: with its scheme, and with the same reads of its secret. Its result counts for nothing.
 *
 * @throws TransientError when the secret cannot be read now
 */
export async function authenticate(
  source: string,
  request: HookRequest,
  hooks: Hooks,
  { secrets, clock }: Pick<HookPorts, "secrets" | "clock">,
): Promise<Authenticated> {
  const known = Object.hasOwn(hooks, source) ? hooks[source] : undefined;
  const hook = known ?? decoyOf(source, hooks);
  if (!hook) {
    verify(request, { name: "standard-webhooks" }, [nobodys], clock.now());
    return { ok: false, why: "the fleet has no hooks", attention: false };
  }
  const scheme = schemeOf(hook);
  let verified: Verified;
  let attention = false;
  try {
    verified = verify(request, scheme, await secrets.read(hook.secret), clock.now());
    if (!verified.ok) {
      // The secret may have been replaced since it was read.
      const anew = await secrets.readAgain(hook.secret);
      if (anew !== null) verified = verify(request, scheme, anew, clock.now());
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    verified = verify(request, scheme, [nobodys], clock.now());
    if (!verified.ok) verified = { ok: false, why: error.message };
    attention = known !== undefined;
  }
  if (!known) return { ok: false, why: "there is no such source", attention: false };
  return verified.ok ? { ok: true, hook: known, verified } : { ok: false, why: verified.why, attention };
}

/**
 * Whether a request came through the front door (a content delivery network with a firewall, say) that adds this
 * header; requests that go around it lack it.
 *
 * @throws TransientError, Refused when the secret cannot be read
 */
export async function cameThrough(
  header: string | undefined,
  name: string,
  secrets: HookPorts["secrets"],
): Promise<boolean> {
  if (anyFits([header ?? ""], await secrets.read(name))) return true;
  const anew = await secrets.readAgain(name);
  return anew !== null && anyFits([header ?? ""], anew);
}

function schemeOf({ scheme, signature }: Hook): Scheme {
  switch (scheme) {
    case "standard-webhooks":
    case "github":
    case "mlflow":
      return { name: scheme };
    case "hmac":
      if (!signature)
        throw new Error('a hook with the scheme "hmac" has no signature; defineFleet refuses it');
      return { name: scheme, ...signature };
  }
}

function decoyOf(source: string, hooks: Hooks): Hook | undefined {
  const all = Object.values(hooks);
  return all[Number.parseInt(digestOf(source).slice(0, 8), 16) % all.length];
}
