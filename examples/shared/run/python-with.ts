import { spawnSync } from "node:child_process";
import { findPython, noPython } from "@driftwheel/local/images/python.ts";

export interface PythonNeeds {
  /** Modules that the example's scripts import. */
  readonly modules: readonly string[];
  /** The list that pip installs them from, as a path from the repository's root. */
  readonly requirements: string;
}

/**
 * The Python that is named or found, if it has what an example needs.
 *
 * @param named what DRIFTWHEEL_PYTHON says
 * @throws Error that says what to do, when there is none or a module is missing.
 */
export function pythonWith({ modules, requirements }: PythonNeeds, named: string | undefined): string {
  const python = findPython(named);
  if (python === null) throw new Error(noPython);
  const { status, stderr } = spawnSync(python, ["-c", namesMissing, ...modules], { encoding: "utf8" });
  if (status === 0) return python;
  throw new Error(
    `${python} lacks ${stderr.trim()}. Run ${python} -m pip install --requirement ${requirements}, or name another Python by DRIFTWHEEL_PYTHON.`,
  );
}

// Without importing them, which takes some of them seconds.
const namesMissing =
  "import importlib.util as u, sys; sys.exit(', '.join(m for m in sys.argv[1:] if u.find_spec(m) is None) or 0)";
