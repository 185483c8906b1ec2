import type { FreshDataReading, FreshDataSource } from "../../vocabulary/fresh-data.ts";
import { inWords } from "../../words/duration.ts";
import type { FreshDataSection } from "./fresh-data.ts";

export const freshDataSources = ["prefix", "featureGroup", "dataWrangler"] as const;

/** Where data come by this section of a policy; null where it names none, which no fleet is loaded with. */
export function freshDataSource(section: FreshDataSection): FreshDataSource | null {
  const { prefix, featureGroup, offlineStore, dataWrangler } = section;
  if (prefix !== undefined) return { kind: "prefix", prefix };
  if (featureGroup !== undefined && offlineStore !== undefined)
    return { kind: "feature-group", name: featureGroup, offlineStore };
  return dataWrangler ? { kind: "data-wrangler", ...dataWrangler } : null;
}

/** Why what has come is worth a retraining, in words; null while it is not. */
export function whyEnough(
  { files, bytes, records, oldest }: FreshDataReading,
  { atLeast, orAfter }: FreshDataSection,
  now: Date,
): string | null {
  if (files === 0) return null;
  if (atLeast?.files !== undefined && files >= atLeast.files) return `${atLeast.files} files are enough`;
  if (atLeast?.bytes !== undefined && bytes >= atLeast.bytes) return `${atLeast.bytes} bytes are enough`;
  if (atLeast?.records !== undefined && (records ?? 0) >= atLeast.records)
    return `${atLeast.records} records are enough`;
  if (orAfter !== undefined && oldest !== null && now.getTime() - Date.parse(oldest) >= orAfter)
    return `the oldest has waited since ${oldest}, for ${inWords(orAfter)} or longer`;
  return null;
}

/** What is waited for, in words. */
export function enoughInWords({ atLeast, orAfter }: FreshDataSection): string {
  const much = atLeast && Object.entries(atLeast).find(([, value]) => value !== undefined);
  return [
    ...(much ? [`${much[1]} ${much[0]}`] : []),
    ...(orAfter === undefined ? [] : [`anything that has waited for ${inWords(orAfter)}`]),
  ].join(", or ");
}

/** True for an object that lies where data come. */
export function holds(
  section: FreshDataSection,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): boolean {
  const { prefix, featureGroup, offlineStore, dataWrangler } = section;
  const uri = `s3://${bucket}/${key}`;
  const place = prefix ?? dataWrangler?.output;
  if (place !== undefined) return uri.startsWith(asFolder(place));
  if (featureGroup === undefined || offlineStore === undefined) return false;
  if (!uri.startsWith(asFolder(offlineStore))) return false;
  // https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-offline.html
  const folder = /\/offline-store\/([^/]+)-\d+\/data\//.exec(uri)?.[1];
  return folder?.toLowerCase() === featureGroup.toLowerCase();
}

function asFolder(uri: string): string {
  return `${uri.replace(/\/+$/, "")}/`;
}
