import { parentPort, workerData } from "node:worker_threads";
import { chunkOf } from "./campaign.ts";
import { judgeSeed, type Verdict } from "./judge.ts";

if (!parentPort) throw new Error("Started by onTwoCores() only.");
const port = parentPort;

// Only campaign() starts it, with its own settings.
const size = workerData as { readonly runs: number; readonly seed: number };

port.on("message", (chunk: number) => {
  const work = async (): Promise<readonly Verdict[]> => {
    const verdicts: Verdict[] = [];
    for (const seed of chunkOf(size, chunk)) verdicts.push(await judgeSeed(seed));
    return verdicts;
  };
  void work().then((verdicts) => port.postMessage(verdicts));
});
