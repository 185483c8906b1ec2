/** What the proxy is told. */
export interface InvokeSettings {
  /** A module with a fleet; null for the repository's own. */
  readonly fleet: string | null;
  /** URL of the queue that predictions are logged by; null where no model has a log. */
  readonly predictions: string | null;
}

/** Without a schema: zod would take a third of the proxy's start, to say of two words whether they are there. */
export function readInvokeSettings(variables: Readonly<Record<string, string | undefined>>): InvokeSettings {
  return {
    fleet: variables.DRIFTWHEEL_FLEET || null,
    predictions: variables.DRIFTWHEEL_PREDICTIONS_QUEUE || null,
  };
}
