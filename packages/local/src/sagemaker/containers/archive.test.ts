import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { pack, unpack } from "./archive.ts";

interface Member {
  readonly name: string;
  /** `0` a file, `1` a hard link, `2` a symbolic link, `5` a folder. */
  readonly type?: "0" | "1" | "2" | "5";
  readonly link?: string;
  readonly text?: string;
}

/** A `.tar.gz` with names as nobody's tool would write them. https://www.gnu.org/software/tar/manual/html_node/Standard.html */
function archive(members: readonly Member[]): Uint8Array {
  const blocks = members.flatMap(({ name, type = "0", link = "", text = "" }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write("0000644\0", 100);
    header.write("0000000\0", 108);
    header.write("0000000\0", 116);
    header.write(`${Buffer.byteLength(text).toString(8).padStart(11, "0")}\0`, 124);
    header.write("00000000000\0", 136);
    header.write("        ", 148);
    header.write(type, 156);
    header.write(link, 157, 100);
    header.write("ustar\x0000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    body.write(text);
    return [header, body];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

let outside: string;
let folder: string;
beforeEach(() => {
  outside = temporaryFolder();
  folder = join(outside, "model");
  mkdirSync(folder);
  writeFileSync(join(outside, "precious"), "as it was");
});

/** What lies beside the folder that was unpacked into. */
function beside() {
  return [readdirSync(outside).toSorted(), readFileSync(join(outside, "precious"), "utf8")];
}
const untouched = [["model", "precious"], "as it was"];

describe("an archive", () => {
  it("may have the folder itself in it, under no name, as the SageMaker Python SDK packs it", async () => {
    await unpack(
      archive([
        { name: "/", type: "5" },
        { name: "model.json", text: "{}" },
      ]),
      folder,
    );
    expect(readdirSync(folder)).toEqual(["model.json"]);
  });

  it("is unpacked as it was packed", async () => {
    const source = join(outside, "source");
    mkdirSync(join(source, "code"), { recursive: true });
    writeFileSync(join(source, "code", "serve.py"), "print()");
    await unpack(await pack(source), folder);
    expect(readFileSync(join(folder, "code", "serve.py"), "utf8")).toBe("print()");
  });

  it.each<[string, (outside: string) => readonly Member[]]>([
    ["by its parent's name", () => [{ name: "../precious", text: "changed" }]],
    ["by a name further in", () => [{ name: "code/../../precious", text: "changed" }]],
    ["by an absolute name", (place) => [{ name: join(place, "precious"), text: "changed" }]],
    ["by a new file beside it", () => [{ name: "../new", text: "new" }]],
    [
      "through a symbolic link",
      (place) => [
        { name: "out", type: "2", link: place },
        { name: "out/precious", text: "changed" },
      ],
    ],
    [
      "through a symbolic link to its parent",
      () => [
        { name: "out", type: "2", link: ".." },
        { name: "out/precious", text: "changed" },
      ],
    ],
    [
      "through a hard link",
      () => [
        { name: "twin", type: "1", link: "../precious" },
        { name: "twin", text: "changed" },
      ],
    ],
    [
      "through a symbolic link to the file",
      () => [
        { name: "twin", type: "2", link: "../precious" },
        { name: "twin", text: "changed" },
      ],
    ],
  ])("that would climb out of its folder %s changes nothing there", async (_, members) => {
    await unpack(archive(members(outside)), folder).catch(() => {});
    expect(beside()).toEqual(untouched);
  });

  it("never reaches beyond its folder, whatever its members are called", async () => {
    const integers = seededIntegers(20260914);
    const below = (limit: number) => integers() % limit;
    const parts = ["..", ".", "", "code", "out", "precious", "~", "..\\.."];
    for (let run = 0; run < 150; run++) {
      const members = Array.from({ length: 1 + below(4) }, (): Member => {
        const path = () => Array.from({ length: 1 + below(4) }, () => parts[below(parts.length)]).join("/");
        const name = below(6) === 0 ? join(outside, path()) : path();
        const type = (["0", "0", "2", "5"] as const)[below(4)] ?? "0";
        return {
          name,
          type,
          ...(type === "2" ? { link: path() } : { text: type === "0" ? "x" : "" }),
        };
      });
      await unpack(archive(members), folder, 500).catch(() => {});
      expect(beside(), JSON.stringify(members)).toEqual(untouched);
    }
  });

  it("that is not unpacked in time is refused", async () => {
    const many = archive(Array.from({ length: 3_000 }, (_, index) => ({ name: `part-${index}`, text: "x" })));
    await expect(unpack(many, folder, 1)).rejects.toThrow(
      "The archive was not unpacked within 0.001 seconds.",
    );
  });

  it("that is none is refused, and leaves nothing", async () => {
    await expect(unpack(Buffer.from("no archive"), folder)).rejects.toThrow();
    expect(existsSync(folder)).toBe(true);
    expect(beside()).toEqual(untouched);
  });
});
