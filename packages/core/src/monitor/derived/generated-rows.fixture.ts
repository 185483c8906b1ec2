import { integerBelow, seededIntegers } from "../../stats/random.ts";

/** Embeddings of topics in 16 dimensions, seen from a space of so many and cut to unit length, as encoders do. */
export function embeddings(options: {
  readonly rows: number;
  readonly seed: number;
  readonly length?: number;
  /** How far all are moved into one direction, in standard deviations of a topic's rows. */
  readonly moved?: number;
  /** Share of rows of a topic that others have not. */
  readonly fresh?: number;
}): readonly (readonly number[])[] {
  const { rows, length = 64, moved = 0, fresh = 0 } = options;
  const [space, random] = [normals(seededIntegers(7)), seededIntegers(options.seed)];
  const normal = normals(random);
  const topics = Array.from({ length: 7 }, () => Array.from({ length: latent }, space));
  const axes = Array.from({ length }, () => Array.from({ length: latent }, space));
  const direction = Array.from({ length: latent }, () => space() / Math.sqrt(latent));
  const last = topics.length - 1;
  return Array.from({ length: rows }, () => {
    const topic = topics[random() / 2 ** 32 < fresh ? last : integerBelow(last, random)] ?? [];
    const place = topic.map((center, at) => center + spread * (normal() + moved * (direction[at] ?? 0)));
    const vector = axes.map((axis) => axis.reduce((sum, one, at) => sum + one * (place[at] ?? 0), normal()));
    const size = Math.hypot(...vector);
    return vector.map((number) => Number((number / size).toFixed(6)));
  });
}

const latent = 16;
const spread = 0.5;

type Change = "none" | "other language" | "other script" | "jargon" | "truncated";

/** Texts of frequent and rare words about topics, and what may happen to a share of them. */
export function texts(options: {
  readonly rows: number;
  readonly seed: number;
  readonly change?: Change;
  readonly share?: number;
}): readonly string[] {
  const { rows, change = "none", share = 1 } = options;
  const random = seededIntegers(options.seed);
  return Array.from({ length: rows }, () => {
    const isChanged = random() / 2 ** 32 < share;
    const topic = integerBelow(5, random);
    const words = Array.from({ length: 4 + Math.floor(16 * -Math.log((random() + 0.5) / 2 ** 32)) }, () => {
      const rank = Math.floor(vocabulary ** (random() / 2 ** 32)) - 1;
      // Half of the words are frequent in one topic alone.
      const number = integerBelow(2, random) === 0 ? rank : (rank + 997 * (topic + 1)) % vocabulary;
      const isForeign =
        isChanged && (change === "other language" || (change === "jargon" && integerBelow(10, random) === 0));
      return word(isForeign ? number + vocabulary : number);
    });
    const text = words.join(" ");
    if (!isChanged) return text;
    if (change === "truncated") return text.slice(0, 40);
    return change === "other script" ? text.replaceAll(/[a-z]/g, cyrillic) : text;
  });
}

const vocabulary = 8_000;
const syllables = [
  "ba",
  "ne",
  "li",
  "to",
  "ru",
  "ka",
  "se",
  "mi",
  "do",
  "fu",
  "ga",
  "pe",
  "vi",
  "lo",
  "nu",
  "ta",
];

/** A word of its own for each number. */
function word(number: number): string {
  let [text, left] = ["", number + 16];
  for (; left > 0; left = Math.floor(left / 16)) text += syllables[left % 16] ?? "";
  return text;
}

function cyrillic(letter: string): string {
  return String.fromCharCode(0x430 + letter.charCodeAt(0) - 97);
}

/** Box and Muller 1958, https://doi.org/10.1214/aoms/1177706645 */
function normals(random: () => number): () => number {
  const share = () => (random() + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(share())) * Math.cos(2 * Math.PI * share());
}
