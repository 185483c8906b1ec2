/** Java's names of classes of characters that JavaScript does not know: `java.util.regex.Pattern`, "POSIX character classes". */
const classes: readonly (readonly [string, string])[] = [
  ["\\p{Alnum}", "a-zA-Z0-9"],
  ["\\p{Print}", "\\x20-\\x7E"],
  ["\\p{ASCII}", "\\x00-\\x7F"],
];

/**
 * The expression of a model, which is Java's and must match the whole value, as one of JavaScript.
 *
 * @throws SyntaxError when JavaScript cannot read it
 */
export function javaPattern(source: string): RegExp {
  let text = source;
  for (const [name, characters] of classes) {
    const before = text;
    text = text.replaceAll(name, (_, at: number) => (inClass(before, at) ? characters : `[${characters}]`));
  }
  text = text
    .replaceAll("\\A", "^")
    .replaceAll(/\\[zZ]/g, "$")
    // Java repeats an anchor; JavaScript does not.
    .replaceAll(/\$\{\d+,\d*\}/g, "$$");
  const flags = text.startsWith("(?i)") ? "i" : "";
  const whole = `^(?:${text.replace(/^\(\?i\)/, "")})$`;
  // Only with "u" does \p name a class and a pair of surrogates count as one; only without are needless escapes allowed.
  return new RegExp(whole, /\\p\{|\\uD800\\uDC00/.test(whole) ? `${flags}u` : flags);
}

/** Whether a place of an expression is within brackets. */
function inClass(text: string, at: number): boolean {
  const before = text.slice(0, at).replaceAll(/\\./g, "");
  return before.lastIndexOf("[") > before.lastIndexOf("]");
}
