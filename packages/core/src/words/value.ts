/** A value for machines as people write it: `not-enough-data` -> "not enough data". */
export function valueInWords(value: string): string {
  return value.replaceAll("-", " ");
}
