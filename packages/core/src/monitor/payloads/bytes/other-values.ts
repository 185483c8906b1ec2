import type { Kernel } from "../../kernel/kernel.ts";

/** Words of one of them: its field, where it begins and ends, and its hash. */
const wordsOfOne = 4;
const wordBytes = 4;

/** A value among bytes: its first, the one after its last, and a hash of them. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly hash: number;
}

/** Where the kernel says which values of a payload it did not read as plain numbers. */
export class OtherValues {
  private readonly kernel: Kernel;
  private readonly place: number;

  /** @param most how many there may be in what is read at once */
  constructor(kernel: Kernel, most: number) {
    this.kernel = kernel;
    this.place = kernel.allocate(most * wordsOfOne * wordBytes);
  }

  begin(): void {
    this.kernel.calls.beginOthers(this.place);
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
