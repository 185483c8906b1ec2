import { createApi } from "./api.ts";
import { documentOf } from "./document.ts";
import type { ApiPorts } from "./ports.ts";

const never = () => Promise.reject(new Error("The document is made without asking anything."));

/** Ports for an app that is described and never called. */
const inert: ApiPorts = {
  fleet: { models: {} },
  clock: { now: () => new Date(0) },
  roles: { members: { reader: [], operator: [], approver: [] }, claim: "" },
  ledger: { read: never, state: never },
  give: never,
  idleLedger: { read: never },
  deliveries: {
    deliveries: never,
    delivery: never,
    put: never,
    status: never,
    disable: never,
    enable: never,
  },
  redrive: { redrive: never },
  readLink: never,
  originSecrets: null,
  warn: () => {},
};

/** The OpenAPI document as it lies in docs/reference/openapi.json. */
export function documentText(): string {
  return `${JSON.stringify(documentOf(createApi(inert)), null, 2)}\n`;
}
