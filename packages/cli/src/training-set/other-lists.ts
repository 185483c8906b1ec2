import { PersonError } from "../context/errors.ts";

/**
 * A list that is no embedding is nothing that a live value could be compared with.
 *
 * @param lists columns with lists, and where each has its first
 */
export function refuseOtherLists(lists: ReadonlyMap<string, string>, embeddings: readonly string[]): void {
  for (const [name, place] of lists) {
    if (embeddings.includes(name)) continue;
    throw new PersonError(
      `${place}: is a list; expected a number, a text, true, false or null, or an embedding: lists of as many numbers, two or more, in every row that has one, and a hundred rows or more. --without ${name} leaves it out.`,
    );
  }
}
