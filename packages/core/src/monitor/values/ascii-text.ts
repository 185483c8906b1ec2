/** Most arguments of one call: more would fill the stack. */
const atOnce = 4_096;

/** The text of some bytes that are ASCII. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  if (to - from <= atOnce) return String.fromCharCode(...bytes.subarray(from, to));
  let text = "";
  for (let at = from; at < to; at += atOnce) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(to, at + atOnce)));
  }
  return text;
}
