import { delimiter, dirname } from "node:path";
import { toolkitFolder } from "../../images/framework-image.ts";
import type { LocalImage } from "../../world.ts";

/** What the framework images set, and which of them it is. */
export function imageEnvironment({ framework }: LocalImage): Readonly<Record<string, string>> {
  if (!framework) return {};
  return {
    ...installers(),
    PATH: `${dirname(framework.python)}${delimiter}${process.env.PATH ?? ""}`,
    PYTHONPATH: toolkitFolder,
    // Both as in the images, so that a log has each line as it is written.
    PYTHONUNBUFFERED: "TRUE",
    PYTHONDONTWRITEBYTECODE: "TRUE",
    PYTHONIOENCODING: "UTF-8",
    DRIFTWHEEL_FRAMEWORK: framework.name,
  };
}

/** What this machine has set for pip, for caches and for its processor's kind: packages come from where its others come from. */
function installers(): Readonly<Record<string, string>> {
  const set = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && /^(?:PIP_|OPENBLAS_|XDG_CACHE_HOME$)/.test(name) ? [[name, value]] : [],
  );
  return Object.fromEntries(set);
}

/** A framework image's `python3` is the one that stands for it. */
export function withPython({ framework }: LocalImage, command: readonly string[]): readonly string[] {
  const [program = "", ...rest] = command;
  const isPython = /^(?:\/usr\/(?:local\/)?bin\/|\/opt\/conda\/bin\/)?python(?:3(?:\.\d+)?)?$/.test(program);
  return framework && isPython ? [framework.python, ...rest] : command;
}
