import { createHash } from "node:crypto";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { LinkClaims } from "@driftwheel/core/ledger/link.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { commandIdentity } from "../commands/identity.ts";
import type { ApiPorts } from "../ports.ts";
import { Problem } from "../problems/problem.ts";
import { type ClosedLink, linkStatusOf, type OpenLinkStatus } from "./link-status.ts";
import { inWords } from "./pages/words.ts";

/** A link that Driftwheel signed, with what it is about. */
export interface OpenLink {
  readonly claims: LinkClaims;
  readonly identity: string;
  readonly policy: ModelPolicy;
  readonly entries: readonly Entry[];
  readonly status: OpenLinkStatus;
}

/**
 * Reads a link and finds out what it can still do.
 *
 * @throws Problem saying why it does nothing: altered, expired, used, decided by someone, or over.
 */
export async function openLink(token: string, { readLink, fleet, ledger }: ApiPorts): Promise<OpenLink> {
  const claims = await readLink(token);
  if ("refused" in claims) throw refusal(claims.refused);
  const policy = Object.hasOwn(fleet.models, claims.model) ? fleet.models[claims.model] : undefined;
  if (!policy) throw new Problem("link-over", { detail: `${claims.model} is not in the fleet any more.` });
  const entries = await ledger.read(claims.model);
  const state = replay(claims.model, entries);
  const identity = commandIdentity(claims.model, keyOf(token));
  const status = linkStatusOf({ claims, state, entries, identity });
  if (!status.open) throw closed(status);
  return { claims, identity, policy, entries, status };
}

/** What a link does it does once, because its key is always the same; whoever reads the ledger cannot guess the token. */
function keyOf(token: string): string {
  return `link ${createHash("sha256").update(token).digest("hex").slice(0, 32)}`;
}

function refusal(refused: "expired" | "altered"): Problem {
  return refused === "expired"
    ? new Problem("link-expired", {
        detail:
          "The link's time is over. A newer alert has a newer link; the API and the command line work too.",
      })
    : new Problem("link-altered", {
        detail: "The link is not one that Driftwheel signed. Was it cut off when it was copied?",
      });
}

function closed({ problem, why }: ClosedLink): Problem {
  return new Problem(problem, { detail: why });
}

/** `2026-05-04 09:30 UTC`, the link's end. */
export function endOf({ expires }: LinkClaims): string {
  return inWords(expires);
}
