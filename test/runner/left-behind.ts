import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What a run has left: files and folders in the folder that was its TMPDIR, and processes that were started with it
 * (found where there is /proc). A process that is about to end has the patience, in milliseconds, to do so.
 */
export async function leftBehind(folder: string, patience = 5_000): Promise<readonly string[]> {
  for (const end = Date.now() + patience; processesOf(folder).length > 0 && Date.now() < end; ) {
    await sleep(50);
  }
  return [...processesOf(folder), ...readdirSync(folder).toSorted()];
}

function processesOf(folder: string): readonly string[] {
  if (!existsSync("/proc/self/environ")) return [];
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) return [];
    try {
      // A container's TMPDIR lies in its world's folder, and that in ours.
      if (!readFileSync(`/proc/${pid}/environ`, "utf8").includes(`TMPDIR=${folder}`)) return [];
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return [`process ${pid}: ${command}`];
    } catch {
      // It ended meanwhile, or is another user's.
      return [];
    }
  });
}
