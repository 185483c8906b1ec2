import type { FaultKind } from "./fault.ts";

/** How often each kind is drawn beside the others. */
export const frequencies: Readonly<Record<FaultKind, number>> = {
  "stale-reads": 8,
  "post-create-lag": 4,
  throttling: 8,
  "server-errors": 5,
  "slow-calls": 4,
  "access-denied": 4,
  "resource-limit": 3,
  "sns-refuses": 4,
  "ambiguous-write": 8,
  kill: 12,
  duplicates: 5,
  losses: 6,
  delays: 4,
  "visibility-ends": 6,
  "hand-deploys": 6,
  "hand-shifts": 4,
  "hand-deletes": 2,
  "config-deleted": 4,
  "policy-changes": 4,
  "model-leaves": 2,
  upgrade: 3,
  scaling: 5,
  "taken-back": 3,
  "execution-dies": 5,
  command: 10,
  outage: 3,
  "registry-edit": 3,
  "guard-alarm": 5,
  // Drawn where idle resources are looked for.
  "person-uses": 0,
  "person-forbids": 0,
  "person-undoes": 0,
};

// Every kind has its frequency.
export const faultKinds = Object.keys(frequencies) as readonly FaultKind[];
