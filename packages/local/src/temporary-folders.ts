import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const owned = new Set<string>();
let watching = false;

/** A new folder, which goes with the process unless something ends that by force. Its name says whose it is. */
export function temporaryFolder(): string {
  // A process that ends without closing its server takes the folder with it.
  if (!watching) process.once("exit", () => owned.forEach(remove));
  watching = true;
  const folder = mkdtempSync(join(tmpdir(), `driftwheel-local-${process.pid}-`));
  owned.add(folder);
  return folder;
}

/** Removes a folder that this process made, and no other. */
export function removeTemporary(folder: string): void {
  if (owned.has(folder)) remove(folder);
}

/**
 * Removes what processes have left that were ended by force (`kill -9`) or by the machine's end; what was in it cannot be
 * gone on with, since the rest of its state was in their memory. A folder whose number some process has again stays.
 *
 * @returns the folders
 */
export function removeAbandoned(): readonly string[] {
  const abandoned = readdirSync(tmpdir())
    .filter((name) => {
      const pid = /^driftwheel-local-(\d+)-[A-Za-z0-9]{6}$/.exec(name)?.[1];
      return pid !== undefined && !isRunning(Number(pid));
    })
    .map((name) => join(tmpdir(), name))
    .filter(isOurs);
  for (const folder of abandoned) remove(folder);
  return abandoned;
}

/** A folder of this user's: anybody may put a link of that name into a shared place for temporary files. */
function isOurs(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is one, too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function remove(folder: string): void {
  // A container that was just ended by force may still write.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  owned.delete(folder);
}
