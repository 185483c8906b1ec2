import type { Kernel } from "../../kernel/kernel.ts";
import type { ColumnReading } from "./column-reading.ts";

/** Words of one of them: its field, where it begins and ends, and its hash. */
const wordsOfOne = 4;
const wordBytes = 4;

/** Where the kernel says which values of a payload are neither plain numbers nor texts that it knows. */
export class OtherValues {
  private readonly kernel: Kernel;
  private readonly place: number;
  private readonly known: number;

  /** @param readings of the fields that are read at once, in order: texts that they know are none of these values */
  constructor(kernel: Kernel, readings: readonly (ColumnReading | undefined)[]) {
    this.kernel = kernel;
    this.place = kernel.allocate(readings.length * wordsOfOne * wordBytes);
    const known = readings.map((reading) => (reading?.kind === "text" ? reading.categories.known : 0));
    this.known = kernel.keep(new Uint8Array(Int32Array.from(known).buffer));
  }

  begin(): void {
    this.kernel.calls.beginOthers(this.place, this.known);
  }

  /** Takes one after the other. @param take false for one that cannot be taken; @returns whether all were */
  every(take: (field: number, from: number, to: number, hash: number) => boolean): boolean {
    const count = this.kernel.calls.countOthers();
    if (count === 0) return true;
    const words = this.kernel.words(this.place, count * wordsOfOne);
    for (let at = 0; at < words.length; at += wordsOfOne) {
      if (!take(words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0)) return false;
    }
    return true;
  }
}
