import { execFileSync } from "node:child_process";

/** What to do where there is no Python. */
export const noPython =
  "There is no Python 3 here, which AWS's framework images need. Install one, or name it by --python PATH or DRIFTWHEEL_PYTHON.";

/**
 * The Python that stands for those of AWS's images: the one that is named, or else the first `python3` on the PATH.
 *
 * @returns the program's own path, or null when none is named and none is there.
 * @throws Error when the one that is named does not run, or is older than 3.9.
 */
export function findPython(named: string | undefined): string | null {
  try {
    const path = execFileSync(named ?? "python3", ["-c", script], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 20_000,
    });
    return path.trim();
  } catch {
    if (named === undefined) return null;
    throw new Error(`${named} is no Python 3.9 or newer. Name one by --python PATH or DRIFTWHEEL_PYTHON.`);
  }
}

// Version managers put a script in front of the program; it is the program that jobs run.
const script = "import sys; assert sys.version_info >= (3, 9); print(sys.executable)";
