import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ledgerFile } from "@driftwheel/cli/ledger/ledger-source.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import type { Random } from "../world/in-random-order.ts";
import type { World } from "../world/world.ts";
import { exampleCommand, optionsOf, runAsCommand } from "./command.ts";
import { type PythonNeeds, pythonWith } from "./python-with.ts";
import { type LocalRun, type Preparation, runLocally } from "./run-locally.ts";

interface PythonPreparation extends Preparation {
  readonly python: string;
  /** A folder that is gone afterwards. */
  readonly folder: string;
}

export interface PythonExample<Asked> {
  /** What its npm script is called, and what it shows. */
  readonly script: string;
  readonly description: string;
  readonly needs: PythonNeeds;
  /** Absolute path of its fleet. */
  readonly fleet: string;
  world(random: Random): World<Asked>;
  /** What the team has before Driftwheel comes. */
  prepare(preparation: PythonPreparation): Promise<void>;
  readonly deployed?: NonNullable<LocalRun<Asked>["deployed"]>;
  readonly check?: NonNullable<LocalRun<Asked>["check"]>;
}

const seed = 7;

/** An example whose scripts are Python's, as its one command runs it. */
export async function runExample<Asked>(example: PythonExample<Asked>): Promise<void> {
  const options = optionsOf(exampleCommand(`npm run ${example.script}`, example.description));
  const python = found(example.needs);
  const folder = mkdtempSync(join(tmpdir(), "driftwheel-example-"));
  // However it ends: Ctrl-C leaves the process once the local AWS is closed.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await runAsCommand(options, example.fleet, (progress) =>
    runLocally({
      world: example.world(seededRandom(seed)),
      drift: options.drift,
      open: options.open ?? false,
      progress,
      ledgerFile,
      fleet: example.fleet,
      seed,
      python,
      prepare: (preparation) => example.prepare({ ...preparation, python, folder }),
      ...(example.deployed ? { deployed: example.deployed } : {}),
      ...(example.check ? { check: example.check } : {}),
    }),
  );
}

/** The Python that has what is needed; else what to do is a line, and the process ends. */
function found(needs: PythonNeeds): string {
  try {
    return pythonWith(needs, process.env.DRIFTWHEEL_PYTHON);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
