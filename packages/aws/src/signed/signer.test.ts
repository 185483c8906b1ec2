import { createHash, createHmac } from "node:crypto";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect, it } from "vitest";
import { signerOf } from "./signer.ts";

/** Node's own SHA-256, as AWS's signer asks for it. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {}
}

const region = "eu-west-1";
const now = new Date("2026-03-09T23:59:59.999Z");
const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

async function byAws(service: string, request: Parameters<ReturnType<typeof signerOf>>[0], by: object) {
  const signer = new SignatureV4({
    service,
    region,
    credentials: { ...keys, ...by },
    sha256: Sha256 as never, // its secrets are texts and bytes here, and no buffers of other kinds
    applyChecksum: false,
  });
  const { host = "" } = request.headers;
  const asked = { method: "POST", protocol: "https:", hostname: host, query: {}, ...request };
  return (await signer.sign({ ...asked, headers: { ...request.headers } }, { signingDate: now })).headers;
}

it("signs as AWS's own signer does, whatever is sent", async () => {
  const random = seededIntegers(11);
  const text = (letters: string, length: number) =>
    Array.from({ length }, () => letters[random() % letters.length]).join("");
  for (let turn = 0; turn < 200; turn++) {
    const service = ["sagemaker", "ssm", "sqs"][turn % 3] ?? "";
    const request = {
      path:
        ["/", `/endpoints/${text("aZ0-", 12)}/invocations`, `/${text("a %2()!'*~", 9)}/x`][turn % 3] ?? "/",
      headers: {
        host: `runtime.${service}.${region}.amazonaws.com`,
        "content-type": "text/csv; header=present",
        "x-amzn-sagemaker-custom-attributes": text("ab  =,;\t", 1 + (random() % 20)),
      },
      body: Buffer.from(text("1,2\n\0é", random() % 50)),
    };
    const token = turn % 2 === 0 ? {} : { sessionToken: text("AbC/+=", 40) };
    const signed = signerOf(service, region)(request, { ...keys, ...token }, now);
    expect(signed).toEqual(await byAws(service, request, token));
  }
});

it("signs with the next day's key when that has come, and with other keys when it is given others", () => {
  const sign = signerOf("ssm", region);
  const request = { path: "/", headers: { host: "ssm.eu-west-1.amazonaws.com" }, body: Buffer.from("{}") };
  const later = new Date("2026-03-10T00:00:00Z");
  const others = { ...keys, secretAccessKey: "another" };
  sign(request, keys, now);
  for (const [by, at] of [
    [keys, later],
    [others, later],
  ] as const) {
    expect(sign(request, by, at)).toEqual(signerOf("ssm", region)(request, by, at));
  }
});
