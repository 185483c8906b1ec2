import { gunzipSync } from "node:zlib";

/**
 * What may come of a gzip: any text of a request is some times as large as its gzip, and 6 MB are the largest request
 * (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html). Deflate packs up to 1032
 * times (https://zlib.net/zlib_tech.html), so that whatever grows more than these was made to take time.
 */
const bounds = { small: 1_048_576, times: 100, large: 33_554_432 };

/** The bytes that a gzip holds; null when it is broken, or holds more than a request's text does. Never throws. */
export function gunzip(bytes: Uint8Array): Uint8Array | null {
  const { small, times, large } = bounds;
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(large, Math.max(small, times * bytes.length)) });
  } catch {
    return null;
  }
}
