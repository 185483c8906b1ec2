import * as z from "zod/mini";
import { describeIssues } from "../../schema/issues.ts";
import { parseJson } from "../../schema/python-json.ts";

const expected = 'a list such as [{"prefix": "s3://frost-data/nights/"}, "monday.csv"]';
const manifest = z.tuple(
  [z.object({ prefix: z.string("an S3 location").check(z.startsWith("s3://", "an S3 location")) }, expected)],
  z.string("a file's name below prefix"),
  expected,
);

/** Files of S3, each as `s3://bucket/key`, and its name below the prefix that they share. */
export interface Manifest {
  readonly files: readonly { readonly uri: string; readonly name: string }[];
}

export type ManifestReading =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a manifest that a transform job captured: where its inputs, or its outputs, lie.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-batch.html
 *
 * @returns the files, or which field is wrong and what would be right; never throws
 */
export function readManifest(text: string): ManifestReading {
  const json = parseJson(text);
  if (!json.ok) return { ok: false, reason: `is no JSON; expected ${expected}` };
  const parsed = manifest.safeParse(json.value);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json.value) };
  const [{ prefix }, ...names] = parsed.data;
  return { ok: true, manifest: { files: names.map((name) => ({ uri: `${prefix}${name}`, name })) } };
}
