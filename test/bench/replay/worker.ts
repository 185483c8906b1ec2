import { parentPort, workerData } from "node:worker_threads";
import { replayLedger } from "@driftwheel/core/replay/replay-ledger.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { policyOf, yearOfWindows } from "./year-of-windows.ts";

// What onTwoCores gives, checked by the benchmark that gives it.
const { windows, ledgers } = workerData as { readonly windows: number; readonly ledgers: number };
/** As lines of JSON, which is how a ledger comes. */
const texts = Array.from({ length: ledgers }, (_, seed) =>
  yearOfWindows(seed + 1, windows).map((entry) => JSON.stringify(entry)),
);
const policy = policyOf(4);

parentPort?.on("message", (job: number) => {
  const [began, cpu] = [performance.now(), process.threadCpuUsage()];
  const entries = (texts[job % ledgers] ?? []).map((line) => JSON.parse(line) as Entry);
  const { decided, partings, was, would } = replayLedger("harbour", entries, policy);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.threadCpuUsage(cpu);
  parentPort?.postMessage({
    ...{ began: performance.timeOrigin + began, ended: performance.timeOrigin + began + seconds * 1000 },
    ...{
      cpuSeconds: (user + system) / 1e6,
      entries: entries.length,
      windows: decided.windows,
      partings: partings.length,
    },
    ...{ was: was.retrainings, would: would.retrainings },
  });
});
