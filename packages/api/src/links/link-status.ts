import type { LinkClaims } from "@driftwheel/core/ledger/link.ts";
import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import type { OpenAlert, State } from "@driftwheel/core/vocabulary/state.ts";
import { valueInWords } from "@driftwheel/core/words/value.ts";
import type { ProblemName } from "../problems/problem.ts";
import { inWords } from "./pages/words.ts";

type LinkProblem = Extract<ProblemName, `link-${string}`>;

/** Why a link does nothing any more, for the person who holds it. */
export interface ClosedLink {
  readonly open: false;
  readonly problem: LinkProblem;
  readonly why: string;
}

/** What a link that a person can still use is about. */
export type OpenLinkStatus =
  | { readonly open: true; readonly action: "explain"; readonly entry: Entry }
  | {
      readonly open: true;
      readonly action: "approve" | "reject";
      readonly entry: EntryOf<"approval-requested">;
    }
  | { readonly open: true; readonly action: "acknowledge"; readonly entry: EntryOf<"alert-raised"> };

export type LinkStatus = OpenLinkStatus | ClosedLink;

interface Asked {
  readonly claims: LinkClaims;
  readonly state: State;
  readonly entries: readonly Entry[];
  /** Of the command that the link gives. */
  readonly identity: string;
}

/** What a link can still do, by what its model's ledger says now. */
export function linkStatusOf({ claims, state, entries, identity }: Asked): LinkStatus {
  const entry = entries.find(({ sequence }) => sequence === claims.sequence);
  if (!entry) return altered("The ledger has no such entry.");
  const use = usedBy(identity, entries);
  if (use) return { open: false, problem: "link-used", why: use };
  switch (claims.action) {
    case "explain":
      return { open: true, action: "explain", entry };
    case "approve":
    case "reject":
      if (entry.kind !== "approval-requested" || entry.data.package !== claims.package) {
        return altered("The entry that it names asks for no such approval.");
      }
      return decided(entry, entries) ?? stage(entry, state) ?? { open: true, action: claims.action, entry };
    case "acknowledge":
      if (entry.kind !== "alert-raised") return altered("The entry that it names is no alert.");
      return acknowledged(entry, state) ?? { open: true, action: "acknowledge", entry };
  }
}

function altered(why: string): ClosedLink {
  return { open: false, problem: "link-altered", why };
}

function usedBy(identity: string, entries: readonly Entry[]): string | null {
  const use = entries.find(({ causedBy }) => causedBy === identity);
  if (use?.kind === "command-accepted") return `${use.data.by} used it at ${inWords(use.at)}.`;
  if (use?.kind === "command-refused") {
    return `${use.data.by} used it at ${inWords(use.at)}, and it was refused: ${use.data.why}`;
  }
  return null;
}

function decided(request: EntryOf<"approval-requested">, entries: readonly Entry[]): ClosedLink | null {
  const decision = entries.findLast(
    (entry): entry is EntryOf<"candidate-approved"> | EntryOf<"approval-rejected"> =>
      (entry.kind === "candidate-approved" || entry.kind === "approval-rejected") &&
      entry.sequence > request.sequence &&
      entry.data.package === request.data.package,
  );
  if (!decision) return null;
  const verb = decision.kind === "candidate-approved" ? "approved" : "rejected";
  const { version, by, route } = decision.data;
  const way = { registry: " in the model registry", policy: "", api: "", link: "", hook: "", event: "" }[
    route
  ];
  return {
    open: false,
    problem: "link-decided",
    why: `Version ${version} was ${verb} by ${by}${way} at ${inWords(decision.at)}.`,
  };
}

function stage({ data }: EntryOf<"approval-requested">, { candidates }: State): ClosedLink | null {
  const now = candidates[data.package]?.stage;
  if (now === "approval-requested") return null;
  const why = `Nobody is asked about version ${data.version} any more: it is ${now ? valueInWords(now) : "forgotten"}.`;
  return { open: false, problem: "link-over", why };
}

function acknowledged({ sequence, data }: EntryOf<"alert-raised">, { alerts }: State): ClosedLink | null {
  const alert: OpenAlert | undefined = Object.values(alerts).find((one) => one.sequence === sequence);
  if (!alert) return { open: false, problem: "link-over", why: `It is over: ${data.subject}.` };
  if (alert.acknowledgedBy === null) return null;
  return { open: false, problem: "link-decided", why: `${alert.acknowledgedBy} acknowledged it.` };
}
