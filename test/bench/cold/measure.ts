import { statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFunction, bundleModule } from "../../../stacks/bundling/bundle.ts";
import { functionNames } from "../../../stacks/routes.ts";
import { median } from "../median.ts";
import { type End, firstEvents, floors, isFloor, type Measured } from "./first-events.ts";
import { handleFirst, type InterfaceClient } from "./fresh-process.ts";
import type { Outside } from "./outside.ts";

export interface ColdStart {
  readonly function: Measured;
  /** Minified code that is loaded until the first event is handled: the entry and its chunks. */
  readonly bundleBytes: number;
  /** All minified code that is deployed, with what is loaded only when it is needed. */
  readonly deployedBytes: number;
  readonly end: End;
  /** The handler's answer, or the operation that was called first. */
  readonly ended: string;
  /** Medians. */
  readonly milliseconds: number;
  readonly emptyMilliseconds: number;
  readonly ratio: number;
}

const empty = fileURLToPath(new URL("empty.mjs", import.meta.url));

/**
 * Measures every function, the floors and the empty handler in turn, so that whatever else the machine does meets all of them.
 *
 * @param directory absolute; the bundles are put there.
 * @param client what loads the handlers, where it is not a script that does nothing else.
 */
export async function measureColdStarts(
  directory: string,
  runs: number,
  outside: Outside,
  client?: InterfaceClient,
): Promise<readonly ColdStart[]> {
  const surroundings = { outside, client };
  const emptyEvent = { end: "handled", event: {} } as const;
  const emptyTimes: number[] = [];
  const subjects: {
    readonly times: number[];
    readonly result: Omit<ColdStart, "milliseconds" | "ratio" | "emptyMilliseconds">;
    readonly entry: string;
  }[] = [];
  for (const name of [...floors, ...functionNames]) {
    const { entry, bytes } = isFloor(name)
      ? await bundleModule(`test/bench/cold/floors/${name}.ts`, join(directory, name))
      : await bundleFunction(name, directory);
    const { fleet } = firstEvents[name];
    // As it is deployed: stacks/bundling/bundle-all.ts.
    if (fleet) writeFileSync(join(dirname(entry), "fleet.mjs"), `export default ${JSON.stringify(fleet)};\n`);
    // The first run is not counted: it brings the files into the machine's cache.
    const first = await handleFirst(entry, firstEvents[name], { outside, listModules: true });
    const loaded = first.modules
      .map((url) => fileURLToPath(url))
      .filter((path) => path.startsWith(join(directory, name)));
    subjects.push({
      times: [],
      entry,
      result: {
        function: name,
        bundleBytes: loaded.reduce((sum, path) => sum + statSync(path).size, 0),
        deployedBytes: bytes,
        end: firstEvents[name].end,
        ended: first.ended,
      },
    });
  }
  for (let run = 0; run < runs; run++) {
    emptyTimes.push((await handleFirst(empty, emptyEvent, surroundings)).milliseconds);
    for (const { times, entry, result } of subjects) {
      times.push((await handleFirst(entry, firstEvents[result.function], surroundings)).milliseconds);
    }
  }
  const emptyMilliseconds = median(emptyTimes);
  return subjects.map(({ times, result }) => {
    const milliseconds = median(times);
    return { ...result, milliseconds, emptyMilliseconds, ratio: milliseconds / emptyMilliseconds };
  });
}
