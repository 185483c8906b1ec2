import type { LoggedPrediction } from "./prediction-message.ts";

/** One object of the log: predictions of one variant and one hour. */
export interface PredictionFile {
  /** Below the endpoint's folder: `<variant>/yyyy/mm/dd/hh/<name>.jsonl`, UTC. */
  readonly path: string;
  readonly text: string;
}

/**
 * The objects that a message's predictions go into. The same message goes into the same objects with the same bytes,
 * however often it is delivered and whichever others are delivered with it.
 *
 * @param name stands for the message: the same for the same text, and another for every other
 */
export function predictionFiles(
  predictions: readonly LoggedPrediction[],
  name: string,
): readonly PredictionFile[] {
  const byPath = Map.groupBy(predictions, ({ variant, time }) => `${variant}/${hourOf(time)}/${name}.jsonl`);
  return [...byPath].map(([path, those]) => ({ path, text: those.map(({ line }) => `${line}\n`).join("") }));
}

/** `yyyy/mm/dd/hh`, UTC. */
function hourOf(time: number): string {
  return new Date(time).toISOString().slice(0, 13).replaceAll(/[-T]/g, "/");
}
