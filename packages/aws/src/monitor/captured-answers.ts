import { objectLines } from "../s3/object-lines.ts";
import { listFolders, listObjects } from "../s3/objects.ts";
import { asFolder, s3Location } from "../s3/s3-location.ts";
import { isCaptureFile } from "./captures.ts";

export interface CapturedAnswer {
  readonly variant: string;
  /** A line of a capture file. */
  readonly line: string;
}

/**
 * What the variants of an endpoint were asked and answered in one hour.
 * `<destination>/<endpoint>/<variant>/yyyy/mm/dd/hh/<file>.jsonl`, UTC, compressed or not:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * @param source.hour `yyyy/mm/dd/hh`
 * @param source.since milliseconds since 1970: files that were written before hold nothing that is asked for
 */
export async function* capturedAnswers(source: {
  readonly destination: string;
  readonly endpoint: string;
  readonly variants: readonly string[];
  readonly hour: string;
  readonly since?: number;
}): AsyncGenerator<CapturedAnswer> {
  const { bucket, root } = rootOf(source);
  for (const variant of source.variants) {
    for await (const { key, lastModified } of listObjects({
      bucket,
      key: `${root}${variant}/${source.hour}/`,
    })) {
      if (!isCaptureFile(key) || lastModified.getTime() < (source.since ?? 0)) continue;
      for await (const line of objectLines({ bucket, key })) yield { variant, line };
    }
  }
}

/** The variants of an endpoint that ever captured anything. */
export function capturedVariants(source: {
  readonly destination: string;
  readonly endpoint: string;
}): Promise<readonly string[]> {
  const { bucket, root } = rootOf(source);
  return listFolders({ bucket, key: root });
}

function rootOf({ destination, endpoint }: { readonly destination: string; readonly endpoint: string }) {
  const { bucket, key } = s3Location(destination);
  return { bucket, root: `${asFolder(key)}${endpoint}/` };
}
