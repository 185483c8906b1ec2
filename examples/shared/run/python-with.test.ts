import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/runner/temporary-folder.ts";
import { pythonWith } from "./python-with.ts";

const needs = { modules: ["json", "sklearn"], requirements: "test/requirements.txt" };

/** A program that stands for Python: where it is, and what comes of an import. */
function python(imports: string): string {
  const path = join(temporaryFolder(), "python3");
  const script = `#!/bin/sh\ncase "$2" in *sys.executable*) echo "$0" ;; *) ${imports} ;; esac\n`;
  writeFileSync(path, script, { mode: 0o755 });
  return path;
}

describe("the Python of an example", () => {
  it("is the one that is named, if it has every module", () => {
    const path = python("exit 0");
    expect(pythonWith(needs, path)).toBe(path);
  });

  it("is refused by the module that it lacks, with the line that installs it", () => {
    const path = python(
      `[ "$2" = "import json" ] || { echo "Traceback:" >&2; echo "ModuleNotFoundError: No module named 'sklearn'" >&2; exit 1; }`,
    );
    expect(() => pythonWith(needs, path)).toThrow(
      `${path} cannot import sklearn (ModuleNotFoundError: No module named 'sklearn'). Run ${path} -m pip install --requirement test/requirements.txt, or name another Python by DRIFTWHEEL_PYTHON.`,
    );
  });

  it("is refused where what is named is none", () => {
    expect(() => pythonWith(needs, "/bin/false")).toThrow("/bin/false is no Python 3.9 or newer.");
  });
});
