import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Repository {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly repository?: unknown;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Workspace {
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The package's manifest: what it says of itself is what the repository says. */
export function manifestOf(root: string) {
  const own: Repository = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const workspace: Workspace = JSON.parse(
    readFileSync(join(root, "packages/driftwheel/package.json"), "utf8"),
  );
  return {
    name: "driftwheel",
    version: own.version,
    description: own.description,
    keywords: ["sagemaker", "mlops", "drift", "retraining", "rollout", "serverless", "sst"],
    license: own.license,
    // npm proves where a package was built only when it says so; the repository has no address to say yet.
    ...(own.repository === undefined ? {} : { repository: own.repository }),
    type: "module",
    // Its functions' bundles ask for Node's own modules by process.getBuiltinModule.
    engines: { node: ">=20.16" },
    bin: { driftwheel: "bin/driftwheel.js" },
    exports: {
      ".": { types: "./lib/index.d.ts", default: "./lib/index.js" },
      "./sst": { types: "./lib/sst.d.ts", default: "./lib/sst.js" },
      "./package.json": "./package.json",
    },
    files: [
      "bin",
      "lib",
      "functions",
      "data",
      "python",
      "service-models",
      "console",
      "THIRD-PARTY-LICENSES.txt",
    ],
    // Compiled for each machine, and needed only where the small AWS keeps its state.
    optionalDependencies: { "classic-level": workspace.dependencies["classic-level"] },
    peerDependencies: { sst: own.devDependencies.sst },
    peerDependenciesMeta: { sst: { optional: true } },
    publishConfig: { access: "public", provenance: true },
  };
}
