import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { missing } from "../../../test/runner/skipped.ts";
import { temporaryFolder } from "../../../test/runner/temporary-folder.ts";
import { pythonWith } from "./python-with.ts";

const needs = { modules: ["json", "sklearn"], requirements: "test/requirements.txt" };

/** A program that stands for Python: where it is, and what comes of the question for modules. */
function python(modules: string): string {
  const path = join(temporaryFolder(), "python3");
  const script = `#!/bin/sh\ncase "$2" in *sys.executable*) echo "$0" ;; *) ${modules} ;; esac\n`;
  writeFileSync(path, script, { mode: 0o755 });
  return path;
}

describe("the Python of an example", () => {
  it("is the one that is named, if it has every module", () => {
    const path = python('[ "$3 $4" = "json sklearn" ]');
    expect(pythonWith(needs, path)).toBe(path);
  });

  it("is refused by the modules that it lacks, with the line that installs them", () => {
    const path = python("echo sklearn >&2; exit 1");
    expect(() => pythonWith(needs, path)).toThrow(
      `${path} lacks sklearn. Run ${path} -m pip install --requirement test/requirements.txt, or name another Python by DRIFTWHEEL_PYTHON.`,
    );
  });

  it("is refused where what is named is none", () => {
    expect(() => pythonWith(needs, "/bin/false")).toThrow("/bin/false is no Python 3.9 or newer.");
  });

  it.skipIf(missing("Python 3", "python3", "--version"))("is asked for its own modules", () => {
    const asked = { modules: ["json", "no_such_module"], requirements: "requirements.txt" };
    expect(() => pythonWith(asked, undefined)).toThrow(/ lacks no_such_module\. Run /);
  });
});
