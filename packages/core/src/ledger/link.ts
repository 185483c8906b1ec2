import type { AlertLink } from "../vocabulary/entry.ts";

/** What the holder of a signed link may see or do: one act, on one entry of one model, until it expires. */
export interface LinkClaims extends Pick<AlertLink, "action" | "sequence" | "package" | "expires"> {
  readonly model: string;
}

/** Why a token is none. What cannot be told from a forgery counts as altered. */
export interface LinkRefused {
  readonly refused: "expired" | "altered";
}
