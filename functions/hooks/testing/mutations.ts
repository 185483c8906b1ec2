import { gzipSync } from "node:zlib";
import {
  asBytes,
  body,
  dropCharacter,
  flipBit,
  header,
  insert,
  type Mutation,
  otherCase,
  proofsOf,
  signature,
  withHeader,
  without,
} from "./alterations.ts";
import type { Signed } from "./signed-requests.ts";

/** Headers of the schemes that sign an id and a timestamp, too. */
const signedHeaders = [
  { id: "webhook-id", timestamp: "webhook-timestamp" },
  { id: "x-mlflow-delivery-id", timestamp: "x-mlflow-timestamp" },
];

function headersOf(base: Signed) {
  return signedHeaders.find(({ id }) => base.headers[id] !== undefined) ?? null;
}

const either =
  (which: "id" | "timestamp") =>
  (alter: Parameters<typeof header>[1]): Mutation =>
  (base, dice, now) =>
    header(headersOf(base)?.[which] ?? "", alter)(base, dice, now);
const id = either("id");
const timestamp = either("timestamp");

/** Ways to alter a valid request, by what they alter. */
export const mutations: Readonly<Record<string, readonly Mutation[]>> = {
  signature: [
    signature(flipBit),
    signature(dropCharacter),
    signature(insert),
    signature((value) => otherCase(value)),
    signature((value) => value.toUpperCase()),
    signature((value) => ` ${value}`),
    signature((value) => `${value} `),
    signature((value) => `${value},${value}`),
    signature((value) => value.replace(/^(v1,|sha256[ =])/, "")),
    signature((value) => value.replace(/^v1,/, "v1a,").replace(/^sha256/, "sha1")),
    signature((value) => value.slice(0, value.length - 4)),
    signature(() => ""),
    signature((value) => {
      const digest = value.replace(/^(v1,|sha256[ =])/, "");
      const hex = /^[0-9a-f]+$/.test(digest);
      const recoded = Buffer.from(digest, hex ? "hex" : "base64").toString(hex ? "base64" : "hex");
      return value.replace(digest, recoded);
    }),
    signature((value) => value.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_")),
    signature((_, dice) => dice.pick(["null", "undefined", "v1,", "sha256=", "v1,=", "[object Object]"])),
  ],
  timestamp: [
    timestamp((value, dice) => String(Number(value) + dice.between(1, 290))),
    timestamp((value, dice) => String(Number(value) - dice.between(1, 290))),
    timestamp((value) => `0${value}`),
    timestamp((value) => `+${value}`),
    timestamp((value) => ` ${value}`),
    timestamp((value) => `${value}.0`),
    timestamp((value) => `${value}abc`),
    timestamp((value) => `${value}000`),
    timestamp((value) => `${value},${value}`),
    timestamp((value) => Number(value).toExponential()),
    timestamp((_, dice) => dice.pick(["NaN", "0", "-1", "", "1e999", "٣"])),
    (base, dice, now) =>
      base.source === "lake" || base.source === "registry"
        ? {
            request: base,
            arrives: new Date(now.getTime() + dice.sign() * dice.between(301_001, 90_000_000)),
          }
        : null,
  ],
  id: [
    id(flipBit),
    id(dropCharacter),
    id(insert),
    id((value) => `${value},${value}`),
    id((value) => value.toUpperCase()),
    // The same signed text, cut elsewhere.
    (base) => {
      const names = headersOf(base);
      if (names === null) return null;
      const cut = { ...base, body: base.body.slice(1) };
      const whole = `${base.headers[names.id]}.${base.headers[names.timestamp]}`;
      return withHeader(withHeader(cut, names.id, whole), names.timestamp, base.body.slice(0, 1));
    },
  ],
  body: [
    body(flipBit),
    body(dropCharacter),
    body(insert),
    body((text) => `${text}\n`),
    body((text) => ` ${text}`),
    body((text) => `\ufeff${text}`),
    body(() => ""),
    body(() => "null"),
    body((text) => `${text}${text}`),
    body((text) => JSON.stringify(JSON.parse(text), null, 2)),
    body((text) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()))),
    body((text) => text.normalize("NFD")),
    body((text) => text.replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)),
    body((text) => text.replace("}", ',"model":"tides"}')),
    body((text, dice) => text.slice(0, dice.below(text.length))),
  ],
  bytes: [
    (base, dice) => {
      const bytes = Buffer.from(base.body);
      const place = dice.below(bytes.length);
      bytes[place] = (bytes[place] ?? 0) ^ (1 << dice.below(8));
      return asBytes(base, bytes);
    },
    (base, dice) => {
      const bytes = Buffer.from(base.body);
      bytes[dice.below(bytes.length)] = dice.pick([0xff, 0xc0, 0x80, 0xfe]);
      return asBytes(base, bytes);
    },
    (base) => asBytes(base, Buffer.from(base.body, "utf16le")),
    (base) => asBytes(base, Buffer.from(`\ufeff${base.body}`)),
  ],
  headers: [
    (base, dice) => without(base, dice.pick(proofsOf(base.source))),
    (base, dice) => {
      const name = dice.pick(proofsOf(base.source));
      return withHeader(
        base,
        name,
        `${base.headers[name]},${dice.pick(["", "x", base.headers[name] ?? ""])}`,
      );
    },
    // A second header of another case, as a front door that joins nothing would hand it over.
    (base, dice) => {
      const name = dice.pick(proofsOf(base.source));
      return withHeader(base, name.toUpperCase(), base.headers[name] ?? "");
    },
    (base, dice) => {
      const name = dice.pick(proofsOf(base.source));
      return withHeader(
        without(base, name),
        dice.pick([`x-${name}`, `${name}s`, name.replace("-", "_")]),
        base.headers[name] ?? "",
      );
    },
    header("x-github-event", (value, dice) =>
      dice.pick(
        ["push", "release", "workflow_run", "ping", "issues", "Push", "", " push"].filter(
          (event) => event !== value,
        ),
      ),
    ),
    (base) => ({ ...base, headers: {} }),
  ],
  // Mostly a little longer, or around the limit.
  sizes: [
    (base, dice) => ({ ...base, body: base.body + " ".repeat(dice.between(1, 2_000)) }),
    (base, dice) => ({ ...base, body: base.body + " ".repeat(dice.between(255_900, 256_100)) }),
    (base, dice) =>
      asBytes(base, Buffer.concat([Buffer.from(base.body), Buffer.alloc(dice.between(1, 2_000), 32)])),
    (base, dice) => ({ ...base, body: base.body + " ".repeat(dice.between(256_000, 400_000)) }),
    (base, dice) =>
      asBytes(
        base,
        Buffer.concat([Buffer.from(base.body), Buffer.alloc(dice.between(256_000, 400_000), 32)]),
      ),
  ],
  encodings: [
    (base) => withHeader(asBytes(base, gzipSync(base.body)), "content-encoding", "gzip"),
    (base) => asBytes(base, gzipSync(base.body)),
    (base, dice) =>
      withHeader(
        base,
        "content-encoding",
        dice.pick(["gzip", "br", "deflate", "GZIP", "identity, gzip", "x"]),
      ),
    (base) => ({ ...base, base64: true }),
    (base) => ({ ...base, body: Buffer.from(base.body).toString("base64") }),
    (base) => ({ ...base, body: `${Buffer.from(base.body).toString("base64")}\n`, base64: true }),
    (base) => ({ ...base, body: `!${Buffer.from(base.body).toString("base64")}`, base64: true }),
    (base, dice) => ({
      ...base,
      body: insert(Buffer.from(base.body).toString("base64"), dice),
      base64: true,
    }),
    (base) => ({ ...base, body: Buffer.from(base.body).toString("base64url"), base64: true }),
  ],
  source: [
    (base, dice) => ({
      ...base,
      source: dice.pick(
        ["lake", "github", "registry", "watcher", "plain"].filter((name) => name !== base.source),
      ),
    }),
    (base, dice) => ({
      ...base,
      source: dice.pick([
        "nobody",
        "",
        "__proto__",
        "constructor",
        "LAKE",
        "lake ",
        "lake/",
        "l".repeat(9_000),
      ]),
    }),
  ],
};
