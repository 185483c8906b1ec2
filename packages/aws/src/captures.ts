import { listFolders, listObjects, readObject } from "./objects.ts";
import { asFolder, s3Location } from "./s3-location.ts";

const hour = 3_600_000;
/** A capture file holds what a variant was asked in a minute or so; this is far beyond. */
const largestCapture = 256 * 1024 * 1024;

export interface CaptureWindow {
  /** Where the endpoint's data capture writes, `s3://bucket/prefix`. */
  readonly destination: string;
  readonly endpoint: string;
  /** Start inclusive, end exclusive. */
  readonly start: Date;
  readonly end: Date;
}

/**
 * The captured requests of all variants of an endpoint, as lines of JSON. They may lie outside of the window: a
 * file holds an hour's part, so the caller looks at each line's inference time.
 * `<destination>/<endpoint>/<variant>/yyyy/mm/dd/hh/<file>.jsonl`, UTC:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 */
export async function* capturedLines(window: CaptureWindow): AsyncGenerator<string> {
  const { bucket, key } = s3Location(window.destination);
  const root = `${asFolder(key)}${window.endpoint}/`;
  for (const variant of await listFolders({ bucket, key: root })) {
    for (const folder of hourFolders(window)) {
      for await (const found of listObjects({ bucket, key: `${root}${variant}/${folder}/` })) {
        // A file that was written before the window began holds nothing of it.
        if (!found.key.endsWith(".jsonl") || found.lastModified < window.start) continue;
        const text = await readObject({ bucket, key: found.key }, largestCapture);
        for (const line of (text ?? "").split("\n")) if (line.trim() !== "") yield line;
      }
    }
  }
}

/** `2026/03/09/14` for each hour that the window touches. */
export function hourFolders({ start, end }: Pick<CaptureWindow, "start" | "end">): readonly string[] {
  const first = Math.floor(start.getTime() / hour);
  const last = Math.ceil(end.getTime() / hour);
  return Array.from({ length: Math.max(0, last - first) }, (_, index) =>
    new Date((first + index) * hour).toISOString().slice(0, 13).replaceAll(/[-T]/g, "/"),
  );
}
