export const [quote, backslash] = [34, 92] as const;
const [space, del] = [32, 127] as const;

/** Unknown categories are kept as texts for a while, so long ones are left to others. */
export const longestText = 1_000;

/** Whether a byte is a character of ASCII that is printed: JSON writes it as it is, but for quotes and backslashes. */
export function isPrinted(code: number): boolean {
  return code >= space && code < del;
}
