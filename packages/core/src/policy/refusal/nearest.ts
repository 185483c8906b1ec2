/**
 * The name that was most likely meant, or null when none is near. Near is the beginning of a name, and what is at most
 * a third of the longer name's letters away, as commander has it for commands (it does not export its own, and core has no dependency but zod).
 */
export function nearest(name: string, names: readonly string[]): string | null {
  const plain = simplified(name);
  const [best] = names
    .map((known) => ({
      known,
      distance: distance(plain, simplified(known)),
      longer: Math.max(plain.length, known.length),
    }))
    .filter(
      ({ known, distance: away, longer }) =>
        begins(plain, simplified(known)) || (away <= Math.max(1, Math.floor(longer / 3)) && away < longer),
    )
    .toSorted((one, other) => one.distance - other.distance);
  return best?.known ?? null;
}

/** One is the beginning of the other: `param` of `parameter`. */
function begins(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other].toSorted((name, next) => name.length - next.length);
  return short.length >= 3 && long.startsWith(short);
}

/** Letters alone count: `cool_down`, `coolDown` and `cool-down` are one word. A name may be of any length. */
export function simplified(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "");
}

/** Letters to insert, leave out, change or swap with their neighbour: optimal string alignment. */
function distance(one: string, other: string): number {
  let before: readonly number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const steps = [
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      ];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) steps.push((before[column - 2] ?? 0) + 1);
      line.push(Math.min(...steps));
    }
    before = last;
    last = line;
  }
  return last[other.length] ?? 0;
}
