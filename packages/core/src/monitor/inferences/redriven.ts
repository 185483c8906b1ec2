/** How ids begin of requests that are sent again because they failed; 32 digits of a digest follow. */
export const redrivePrefix = "redrive-";

/** True for a failed input that was sent again, which no route led to the endpoint that answered. */
export function isRedriven({ inferenceId }: { readonly inferenceId: string }): boolean {
  return (
    inferenceId.startsWith(redrivePrefix) && /^[0-9a-f]{32}$/.test(inferenceId.slice(redrivePrefix.length))
  );
}
