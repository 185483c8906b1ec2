import type { Entry } from "../../vocabulary/entry.ts";

/** What every effect of an entry carries. */
export function named(entry: Entry, effect: string) {
  return { model: entry.model, sequence: entry.sequence, token: effectToken(entry, effect) };
}

/**
 * The token of an effect: the same for the same entry, whoever performs it and however often. The entry's
 * time is in it, so that a ledger begun anew never meets the tokens of an older one. Letters, digits and
 * hyphens, 32 to 128 characters, as `StartPipelineExecution` wants its ClientRequestToken:
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StartPipelineExecution.html
 */
function effectToken(entry: Entry, effect: string): string {
  const moment = entry.at.replaceAll(/[^0-9]/g, "");
  return `driftwheel-${entry.model}-${String(entry.sequence).padStart(8, "0")}-${moment}-${effect}`;
}
