import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, noPython } from "@driftwheel/local/images/python.ts";
import { loadProjectFleet } from "@driftwheel/local/lambda/project-functions.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import type { LocalServer } from "@driftwheel/local/server.ts";
import type { Clients } from "../world/clients.ts";
import type { Random } from "../world/in-random-order.ts";
import type { World } from "../world/world.ts";
import { forPeople, ledgerLines } from "./progress.ts";
import { runLocally } from "./run-locally.ts";

interface Preparation {
  readonly clients: Clients;
  readonly say: (doing: string) => void;
  readonly local: LocalServer;
  readonly python: string;
  /** A folder that is gone afterwards. */
  readonly folder: string;
}

export interface PythonExample<Asked> {
  /** The Python module that its scripts import, and the packages that have it, for whoever lacks them. */
  readonly needs: string;
  readonly packages: string;
  /** Absolute path of its fleet. */
  readonly fleet: string;
  world(random: Random): World<Asked>;
  /** What the team has before Driftwheel comes. */
  prepare(preparation: Preparation): Promise<void>;
}

const seed = 7;

/** An example whose scripts are Python's, as its one command runs it; --json tells the ledger alone. */
export async function runExample<Asked>(example: PythonExample<Asked>): Promise<void> {
  const python = pythonWith(example.needs);
  if (python === null) {
    console.error(
      `This example needs a Python with ${example.packages}, named by DRIFTWHEEL_PYTHON if it is not the first on the PATH. ${noPython}`,
    );
    process.exitCode = 1;
    return;
  }
  await loadProjectFleet(example.fleet);
  const json = process.argv.includes("--json");
  const progress = json ? ledgerLines(process.stdout) : forPeople(process.stdout, Date.now());
  const folder = mkdtempSync(join(tmpdir(), "driftwheel-example-"));
  try {
    const failure = await runLocally({
      world: example.world(seededRandom(seed)),
      drift: true,
      progress,
      ledgerFile: join(process.cwd(), ".driftwheel/ledger.jsonl"),
      fleet: example.fleet,
      seed,
      python,
      prepare: (clients, say, local) => example.prepare({ clients, say, local, python, folder }),
    });
    if (failure !== null) {
      console.error(failure);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The Python that is named or found, if it can import a module; else null. */
function pythonWith(module: string): string | null {
  const python = findPython(process.env.DRIFTWHEEL_PYTHON);
  if (python === null) return null;
  try {
    execFileSync(python, ["-c", `import ${module}`], { stdio: "ignore" });
    return python;
  } catch {
    return null;
  }
}
