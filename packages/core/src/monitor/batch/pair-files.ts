import type { Manifest } from "./manifest.ts";

/** A manifest as it lies in a folder of an hour. */
export interface CapturedManifest extends Manifest {
  /** The object's name in the folder. */
  readonly name: string;
  /** When it was written, milliseconds since 1970. */
  readonly at: number;
}

/** An input of a transform job, and what became of it; `s3://...`. */
interface AnsweredFile {
  readonly input: string;
  readonly output: string;
}

export interface PairedFiles {
  readonly files: readonly AnsweredFile[];
  /** Outputs of which no manifest names the input. */
  readonly orphans: readonly string[];
}

/** What a transform job adds to an input's name: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TransformOutput.html */
const outputEnd = ".out";

/**
 * Pairs a job's outputs with its inputs by their names below the prefix. Jobs of one hour may have files of the same
 * name: the manifest that is called the same is meant before others, then one with the same files, then the one that was
 * written nearest in time.
 *
 * @param inputs manifests of the same hour
 */
export function pairFiles(output: CapturedManifest, inputs: readonly CapturedManifest[]): PairedFiles {
  const names = output.files.map(({ name }) => name).join("\n");
  const rank = (one: CapturedManifest): number => {
    if (one.name === output.name) return 0;
    return one.files.map(({ name }) => `${name}${outputEnd}`).join("\n") === names ? 1 : 2;
  };
  const nearest = inputs.toSorted(
    (one, other) => rank(one) - rank(other) || Math.abs(one.at - output.at) - Math.abs(other.at - output.at),
  );
  // A manifest may name ten thousands: each is looked up, and the nearest is written last.
  const inputOf = new Map<string, string>(
    nearest
      .toReversed()
      .flatMap((one) => one.files.map(({ name, uri }) => [`${name}${outputEnd}`, uri] as const)),
  );
  const files: AnsweredFile[] = [];
  const orphans: string[] = [];
  for (const { uri, name } of output.files) {
    const input = inputOf.get(name);
    if (input === undefined) orphans.push(uri);
    else files.push({ input, output: uri });
  }
  return { files, orphans };
}
