import type { messageOfEntry } from "@driftwheel/core/alerts/alert-message.ts";

/** The links of an alert, each with the URL that its token makes; null where there is none. */
export type SignedLinks = Parameters<typeof messageOfEntry>[1];
