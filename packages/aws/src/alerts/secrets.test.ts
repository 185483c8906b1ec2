import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pointTo, serveJson, WireError } from "../testing/json-wire.ts";
import { ssmSecrets } from "./secrets.ts";

let server: Awaited<ReturnType<typeof serveJson>>;
let asked: unknown[];
let answer: () => unknown;
let now: number;
let before: NodeJS.ProcessEnv;

beforeEach(async () => {
  before = { ...process.env };
  asked = [];
  now = Date.parse("2026-05-04T10:00:00Z");
  answer = () => ({ Parameter: { Value: "the-first-secret" } });
  server = await serveJson({
    GetParameter: (input) => {
      asked.push(input);
      return answer();
    },
  });
  pointTo(server.url);
});

afterEach(async () => {
  process.env = before;
  await server.close();
});

const secretsOf = () => ssmSecrets({ clock: { now: () => new Date(now) } });
const name = "/driftwheel/hooks/tides";

describe("secrets", () => {
  it("are read decrypted, the one that stays first", async () => {
    answer = () => ({ Parameter: { Value: "  the-new-secret-0\n the-old-secret-0 \t" } });

    expect(await secretsOf().read(name)).toEqual(["the-new-secret-0", "the-old-secret-0"]);
    expect(asked).toEqual([{ Name: name, WithDecryption: true }]);
  });

  it("are asked for once in five minutes, however many want them at once", async () => {
    const secrets = secretsOf();
    await Promise.all([secrets.read(name), secrets.read(name)]);
    now += 299_000;
    await secrets.read(name);
    expect(asked).toHaveLength(1);

    answer = () => ({ Parameter: { Value: "the-second-secret" } });
    now += 1_000;
    expect(await secrets.read(name)).toEqual(["the-second-secret"]);
    expect(asked).toHaveLength(2);
  });

  it("are read again for whom they do not fit, but only once in five seconds", async () => {
    const secrets = secretsOf();
    await secrets.read(name);
    answer = () => ({ Parameter: { Value: "the-second-secret the-first-secret" } });
    now += 5_000;

    const again = await Promise.all(Array.from({ length: 50 }, () => secrets.readAgain(name)));

    expect(again.filter((found) => found !== null)).toEqual([["the-second-secret", "the-first-secret"]]);
    expect(asked).toHaveLength(2);
    expect(await secrets.read(name)).toEqual(["the-second-secret", "the-first-secret"]);
  });

  it("say so when there is no such parameter, or nothing in it", async () => {
    answer = () => {
      throw new WireError("ParameterNotFound", "");
    };
    await expect(secretsOf().read(name)).rejects.toThrow(
      new Refused(`SSM has no parameter ${name}; put the secret there as a SecureString`),
    );

    answer = () => ({ Parameter: { Value: " \n" } });
    await expect(secretsOf().read(name)).rejects.toThrow(
      new Refused(`the SSM parameter ${name} is empty; put the secret there`),
    );
  });

  it.each([
    ["a", "a secret of 1 bytes"],
    ["fifteen-letters", "a secret of 15 bytes"],
    ["correct horse battery staple", "4 secrets with white space between, one of 7 bytes"],
    ["a-long-enough-secret short", "2 secrets with white space between, one of 5 bytes"],
  ])("are refused when one could be guessed: %s", async (value, held) => {
    answer = () => ({ Parameter: { Value: value } });
    await expect(secretsOf().read(name)).rejects.toThrow(
      new Refused(
        `the SSM parameter ${name} holds ${held}; every secret needs at least 16, so put one there that "openssl rand -base64 32" makes`,
      ),
    );
  });

  it("of 16 bytes are taken, counted as bytes", async () => {
    answer = () => ({ Parameter: { Value: "sixteen-letters- ööööööööööö" } });
    expect(await secretsOf().read(name)).toEqual(["sixteen-letters-", "ööööööööööö"]);
  });

  it("that could not be read are asked for again after a few seconds, not by every caller", async () => {
    answer = () => {
      throw new WireError("AccessDeniedException", "no");
    };
    const secrets = secretsOf();
    await expect(secrets.read(name)).rejects.toBeInstanceOf(Refused);
    await expect(secrets.read(name)).rejects.toBeInstanceOf(Refused);
    expect(asked).toHaveLength(1);

    answer = () => ({ Parameter: { Value: "the-first-secret" } });
    now += 5_000;
    expect(await secrets.read(name)).toEqual(["the-first-secret"]);
  });

  it("wait for another time when SSM is busy", async () => {
    answer = () => {
      throw new WireError("InternalServerError", "busy", 500);
    };

    await expect(secretsOf().read(name)).rejects.toBeInstanceOf(TransientError);
  });
});
