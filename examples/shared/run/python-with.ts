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
 * @throws Error that says what to do, when there is none or a module cannot be imported.
 */
export function pythonWith({ modules, requirements }: PythonNeeds, named: string | undefined): string {
  const python = findPython(named);
  if (python === null) throw new Error(noPython);
  for (const module of modules) {
    const { status, stderr } = spawnSync(python, ["-c", `import ${module}`], { encoding: "utf8" });
    if (status === 0) continue;
    const why = stderr.trim().split("\n").at(-1) ?? "";
    throw new Error(
      `${python} cannot import ${module} (${why}). Run ${python} -m pip install --requirement ${requirements}, or name another Python by DRIFTWHEEL_PYTHON.`,
    );
  }
  return python;
}
