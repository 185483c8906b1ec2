import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** `/opt/ml` in a container; another folder where OPT_ML names one. */
const optMl = process.env.OPT_ML ?? "/opt/ml";

/**
 * The folders of SageMaker's container contract.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
 */
export const folders = {
  /** The channel "train"; a job that calls its channel otherwise is trained on all it has. */
  train: process.env.SM_CHANNEL_TRAIN ?? join(optMl, "input/data"),
  model: process.env.SM_MODEL_DIR ?? join(optMl, "model"),
  processing: join(optMl, "processing"),
} as const;

/** What a failed training job (`failure`) or any processing job (`message`) shows in its description, at most 1 kB. */
export function leaveMessage(file: "failure" | "message", text: string): void {
  const output = join(optMl, "output");
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, file), text.slice(0, 1000));
}

/** Runs an entry point: what it throws is told to the service and on standard error, and the container exits with 1. */
export async function runEntryPoint(
  file: "failure" | "message",
  main: () => void | Promise<void>,
): Promise<void> {
  try {
    await main();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    leaveMessage(file, reason);
    console.error(reason);
    process.exitCode = 1;
  }
}
