import { compiled } from "./compiled.ts";

/** What of WebAssembly is used: its types come with the DOM's alone. https://webassembly.github.io/spec/js-api/ */
interface Assembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** What packages/core/assembly exports; places are those of its memory, in bytes. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  countNumbers(columns: number, table: number, fields: number, rows: number, step: number): void;
  beginOthers(place: number, known: number): void;
  countOthers(): number;
  isSame(one: number, another: number, length: number): number;
  readCsvRow(from: number, columns: number, kinds: number, fields: number, delimiter: number): number;
  readJsonValues(from: number, values: number, table: number, fields: number): number;
}

/** Lines that are read, and a payload that is read for proof meanwhile. */
type Area = "lines" | "proof";

/** Below it is what the code itself keeps. */
const heap = 4_096;
const pageBytes = 65_536;
/** Doubles and vectors stand at multiples of it. */
const alignment = 16;
/** What is read beyond the end of a text that breaks off, in vain. */
const margin = 4_096;

// Every JavaScript that runs Lambda functions has it.
const { WebAssembly: assembly } = globalThis as unknown as { readonly WebAssembly: Assembly };
let module: object | null = null;
/** Those that are not in use: a memory is dear to make, and may be used again. */
const idle: Kernel[] = [];

/**
 * The part of reading and counting that is WebAssembly, with a memory of its own: made of packages/core/assembly by
 * `npm run core:assembly`. What lies in the memory is given a place once, and stays.
 */
export class Kernel {
  readonly calls: Exports;
  private free = heap;
  private view: Uint8Array = new Uint8Array();
  private areas: Partial<Record<Area, { readonly place: number; readonly capacity: number }>> = {};

  private constructor() {
    module ??= new assembly.Module(Uint8Array.from(atob(compiled), (letter) => letter.charCodeAt(0)));
    // The module is our own, and exports these.
    this.calls = new assembly.Instance(module, {}).exports as Exports;
  }

  /** One that nobody else uses, with nothing in its memory. */
  static take(): Kernel {
    return idle.pop() ?? new Kernel();
  }

  /** Ends its use: what lies in its memory is lost. */
  release(): void {
    this.bytes.fill(0, heap, this.free);
    this.free = heap;
    this.areas = {};
    idle.push(this);
  }

  /** All of the memory; another array after more of it was asked for. */
  get bytes(): Uint8Array {
    if (this.view.buffer !== this.calls.memory.buffer) this.view = new Uint8Array(this.calls.memory.buffer);
    return this.view;
  }

  /** A place for so many bytes, all 0. */
  allocate(bytes: number): number {
    const place = this.free;
    this.free += Math.ceil(bytes / alignment) * alignment;
    const { memory } = this.calls;
    const lacking = this.free + margin - memory.buffer.byteLength;
    if (lacking > 0) memory.grow(Math.ceil(lacking / pageBytes));
    return place;
  }

  /** A place that holds these bytes. */
  keep(bytes: Uint8Array): number {
    const place = this.allocate(bytes.length);
    this.bytes.set(bytes, place);
    return place;
  }

  doubles(place: number, length: number): Float64Array {
    return new Float64Array(this.calls.memory.buffer, place, length);
  }

  words(place: number, length: number): Int32Array {
    return new Int32Array(this.calls.memory.buffer, place, length);
  }

  /** Copies bytes to an area in place of what was there, with a 0 after them. @returns where they begin */
  load(bytes: Uint8Array, area: Area): number {
    let there = this.areas[area];
    if (!there || there.capacity <= bytes.length) {
      const capacity = Math.max(pageBytes, 2 * bytes.length) + 1;
      there = { place: this.allocate(capacity), capacity };
      this.areas[area] = there;
    }
    const { place } = there;
    this.bytes.set(bytes, place);
    this.bytes[place + bytes.length] = 0;
    return place;
  }
}
