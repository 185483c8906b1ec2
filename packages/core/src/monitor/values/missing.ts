/**
 * What stands for a missing value in texts: an empty field of pandas and Spark, `str` of Python's None and NaN and of
 * pandas' NA and NaT, SQL's and Hive's null.
 * https://pandas.pydata.org/docs/user_guide/missing_data.html
 */
const missing = new Set(["", "nan", "null", "none", "<na>", "nat", "\\n"]);
/**
 * Beside a feature of numbers also what R and spreadsheets write. Elsewhere they may be names: NA is Namibia.
 * https://pandas.pydata.org/docs/reference/api/pandas.read_csv.html (na_values)
 */
const missingNumbers = new Set([...missing, "na", "n/a", "#n/a", "#na", "-nan"]);
const longestMissing = 4;

/** Whether a text stands for a missing value of a feature. A class is never missing: None may be its name. */
export function isMissingText(text: string): boolean {
  return isAmong(missing, text);
}

/** Whether a text stands for a missing number. */
export function isMissingNumber(text: string): boolean {
  return isAmong(missingNumbers, text);
}

function isAmong(words: ReadonlySet<string>, text: string): boolean {
  // A longer text can only be missing if it has spaces around it, which begin below or beyond ASCII's letters.
  if (text.length > longestMissing && isLetter(text.charCodeAt(0))) {
    if (isLetter(text.charCodeAt(text.length - 1))) return false;
  }
  return words.has(text.trim().toLowerCase());
}

function isLetter(code: number): boolean {
  return code > 32 && code < 127;
}
