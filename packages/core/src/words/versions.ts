/** Versions in words: `version 4`, or `versions 6, 5 and 4`. */
export function versionsInWords(versions: readonly { readonly version: number }[]): string {
  const numbers = versions.map(({ version }) => version);
  const last = numbers.at(-1);
  return numbers.length === 1 ? `version ${last}` : `versions ${numbers.slice(0, -1).join(", ")} and ${last}`;
}
