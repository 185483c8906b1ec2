import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { temporaryFolder } from "../runner/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");
const configurations = [
  ".gitignore",
  "biome.json",
  "tsconfig.json",
  "packages/console/tsconfig.json",
  "oxlint.config.ts",
  "knip.config.ts",
];
const workspaces = ["packages/core", "functions"];

/** A monitor of one statistic, in the shape of this repository, that nothing is to be said against. */
const clean = {
  "packages/core/src/stats/mean.ts": [
    "export function mean(values: readonly number[]): number {",
    "  return values.reduce((sum, value) => sum + value, 0) / values.length;",
    "}",
  ],
  "packages/core/src/monitor/level.ts": [
    'import { mean } from "../stats/mean.ts";',
    "",
    "export interface Level {",
    "  readonly mean: number;",
    "}",
    "",
    "export function levelOf(values: readonly number[]): Level {",
    "  return { mean: mean(values) };",
    "}",
  ],
  "functions/monitor.ts": [
    'import { type Level, levelOf } from "@driftwheel/core/monitor/level.ts";',
    "",
    "export function handler(event: { readonly values: readonly number[] }): Level {",
    "  return levelOf(event.values);",
    "}",
  ],
  "packages/console/src/page/main.ts": ["document.title = location.hash;"],
};

export interface SmallProject {
  /** Writes a file's lines, those of the clean project before them if it has the file. */
  add(path: string, ...lines: readonly string[]): void;
  /** Runs `npm run -s check` in it: its exit code, and all that it printed. */
  check(): Promise<{ readonly code: number; readonly printed: string }>;
}

/** A project of a few files with the check, the configurations and the dependencies of this repository. */
export function smallProject(): SmallProject {
  const folder = temporaryFolder();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const file of configurations) cpSync(join(root, file), join(folder, file));
  const { name, type, scripts, devDependencies } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const tools = [
    "@biomejs/biome",
    "concurrently",
    "knip",
    "oxlint",
    "oxlint-tsgolint",
    "typescript",
    "@types/node",
  ];
  const manifest = {
    name,
    type,
    private: true,
    workspaces,
    scripts: { check: scripts.check },
    devDependencies: Object.fromEntries(tools.map((tool) => [tool, devDependencies[tool]])),
  };
  write("package.json", `${JSON.stringify(manifest, null, 2)}\n`);
  for (const workspace of workspaces) {
    const { name, type, exports } = JSON.parse(readFileSync(join(root, workspace, "package.json"), "utf8"));
    write(
      `${workspace}/package.json`,
      `${JSON.stringify({ name, private: true, type, exports }, null, 2)}\n`,
    );
  }
  linkModules(folder);
  for (const [path, lines] of Object.entries(clean)) write(path, `${lines.join("\n")}\n`);
  return {
    add(path, ...lines) {
      const before = Object.hasOwn(clean, path) ? clean[path as keyof typeof clean] : [];
      write(path, `${[...before, ...lines].join("\n")}\n`);
    },
    check: () =>
      new Promise((resolve) => {
        // In CI oxlint prints colours, whatever NO_COLOR says.
        execFile("npm", ["run", "-s", "check"], { cwd: folder }, (error, stdout, stderr) =>
          resolve({
            code: error === null ? 0 : Number(error.code),
            printed: stripVTControlCharacters(stdout + stderr),
          }),
        );
      }),
  };
}

/** The repository's modules, but its workspaces' names lead to those of the small project. */
function linkModules(folder: string): void {
  const modules = join(root, "node_modules");
  const own = "@driftwheel";
  mkdirSync(join(folder, "node_modules", own), { recursive: true });
  for (const entry of readdirSync(modules)) {
    if (entry !== own && entry !== ".cache")
      symlinkSync(join(modules, entry), join(folder, "node_modules", entry));
  }
  for (const workspace of workspaces) {
    const name = workspace.split("/").at(-1) ?? "";
    symlinkSync(join("../..", workspace), join(folder, "node_modules", own, name));
  }
}
