export const [lineFeed, carriageReturn] = [10, 13] as const;
const quote = 34;

/**
 * One field, and where the delimiter or line feed after it stands; the text's length after the last.
 *
 * @param delimiter code of the character between two fields
 */
export function fieldAt(
  text: string,
  start: number,
  delimiter: number,
): { readonly value: string; readonly next: number } {
  const value: string[] = [];
  let from = start;
  let quoted = false;
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code !== quote) continue;
      value.push(text.slice(from, at));
      if (text.charCodeAt(at + 1) === quote) {
        at += 1;
        from = at;
      } else {
        quoted = false;
        from = at + 1;
      }
    } else if (code === quote && value.length === 0 && text.slice(from, at).trim() === "") {
      quoted = true;
      from = at + 1;
    } else if (code === delimiter || code === lineFeed) break;
  }
  const end = !quoted && at > from && text.charCodeAt(at - 1) === carriageReturn ? at - 1 : at;
  value.push(text.slice(from, end));
  return { value: value.join(""), next: at };
}

/** The fields of the record that begins at a place, and where the next one begins. */
export function recordAt(
  text: string,
  start: number,
  delimiter: number,
): { readonly fields: readonly string[]; readonly next: number } {
  const fields: string[] = [];
  for (let at = start; ; ) {
    const { value, next } = fieldAt(text, at, delimiter);
    fields.push(value);
    at = next + 1;
    if (text.charCodeAt(next) !== delimiter) return { fields, next: at };
  }
}
