import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const rivalsScript = fileURLToPath(new URL("rivals.py", import.meta.url));
const folder = "node_modules/.cache/rivals";
const requirements = "test/bench/drift/requirements.txt";
/** Distributions as `name==version`. */
export const pinned: readonly string[] = readFileSync(
  new URL(`../../../../../${requirements}`, import.meta.url),
  "utf8",
)
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
const comparison = `
import importlib.metadata, sys
for pin in sys.argv[1:]:
    name, version = pin.split("==")
    if importlib.metadata.version(name) != version:
        sys.exit(1)
`;

/**
 * The Python that RIVALS_PYTHON names, or python3, if it has what is pinned: figures are of these versions.
 *
 * @param tell is told in a line how to get them, where it has not
 */
export function rivalsPython(
  tell: (line: string) => void,
  python: string = process.env.RIVALS_PYTHON ?? "python3",
): string | null {
  if (spawnSync(python, ["-c", comparison, ...pinned]).status === 0) return python;
  tell(
    [
      `Evidently, NannyML and river are left out: ${python} has not what ${requirements} names. To have them:`,
      `python3 -m venv ${folder} && ${folder}/bin/pip install --requirement ${requirements},`,
      `then RIVALS_PYTHON=${folder}/bin/python before the command.`,
    ].join(" "),
  );
  return null;
}
