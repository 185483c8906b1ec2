import { listObjects } from "../s3/objects.ts";
import { asFolder, s3Location } from "../s3/s3-location.ts";

/** One file of ground truth. */
export interface GroundTruthFile {
  readonly bucket: string;
  readonly key: string;
  /** `yyyy/mm/dd/hh/<file>` inside of the ground truth's folder. */
  readonly path: string;
}

/**
 * The ground truth that was collected in some hours, by hour. The folder's date is that of the collection and not
 * that of the requests.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-merge.html
 *
 * @param hours `yyyy/mm/dd/hh`
 */
export async function groundTruthFiles(
  folder: string,
  hours: readonly string[],
): Promise<ReadonlyMap<string, readonly GroundTruthFile[]>> {
  const { bucket, key } = s3Location(folder);
  const root = asFolder(key);
  const found = new Map<string, GroundTruthFile[]>();
  // A day's hours in one listing: a run looks at a day of them, and most are empty.
  for (const day of new Set(hours.map((hour) => hour.slice(0, "yyyy/mm/dd".length)))) {
    for await (const object of listObjects({ bucket, key: `${root}${day}/` })) {
      const path = object.key.slice(root.length);
      const hour = path.slice(0, "yyyy/mm/dd/hh".length);
      // Whoever writes by Spark leaves markers beside the files, which begin with an underscore or a dot.
      if (!hours.includes(hour) || object.bytes === 0 || /\/[._][^/]*$/.test(path)) continue;
      const files = found.get(hour) ?? [];
      files.push({ bucket, key: object.key, path });
      found.set(hour, files);
    }
  }
  return found;
}
