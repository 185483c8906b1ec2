export const [comma, lineFeed, carriageReturn] = [44, 10, 13] as const;
const quote = 34;

/** One field, and where the comma or line feed after it stands; the text's length after the last. */
export function fieldAt(text: string, start: number): { readonly value: string; readonly next: number } {
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
    } else if (code === comma || code === lineFeed) break;
  }
  const end = !quoted && at > from && text.charCodeAt(at - 1) === carriageReturn ? at - 1 : at;
  value.push(text.slice(from, end));
  return { value: value.join(""), next: at };
}
