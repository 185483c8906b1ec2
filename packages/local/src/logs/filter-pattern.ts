import { invalidParameter } from "./logs-errors.ts";

/**
 * A filter pattern for text: words and "phrases" that must all occur, `?word` of which one must, `-word` that must not.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @throws ServiceError for the patterns by field, which are not implemented.
 */
export function messageFilter(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (/^[{[%]/.test(text)) {
    throw invalidParameter(
      `Driftwheel's local AWS implements filter patterns of words only, and none such as ${text}.`,
    );
  }
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign, phrase, word]) => ({
    sign,
    term: phrase?.replace(/\\(.)/g, "$1") ?? word ?? "",
  }));
  const of = (sign: string) => terms.filter((each) => each.sign === sign).map(({ term }) => term);
  const [all, any, none] = [of(""), of("?"), of("-")];
  return (message) =>
    all.every((term) => message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term))) &&
    !none.some((term) => message.includes(term));
}
