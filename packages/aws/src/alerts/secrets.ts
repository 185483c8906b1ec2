import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock, RotatingSecrets } from "@driftwheel/core/vocabulary/ports.ts";
import { ssm } from "../clients/ssm.ts";
import { failure } from "../failure.ts";

interface SecretStore {
  readonly clock: Clock;
  /** The process's own client unless given. */
  readonly client?: () => SSMClient;
}

interface Remembered {
  readonly at: number;
  readonly secrets: Promise<readonly string[]>;
  /** Milliseconds. */
  lasts: number;
}

const rememberedFor = 5 * 60_000;
/** Anyone can send what makes us read again, or meet a failure; only one of many such requests may cost a call. */
const readAgainEvery = 5_000;

/** Bytes. Whoever has one link or one request can try all shorter ones at home. */
const shortest = 16;

/**
 * Secrets in SSM's Parameter Store, by the parameter's name, decrypted. A parameter holds one secret, or several
 * separated by white space while one takes the place of another; the one that is to stay comes first. Each must be long
 * enough: the words of a phrase are not several secrets, of which any would do.
 *
 * They are remembered for five minutes, a failure for a few seconds.
 */
export function ssmSecrets({ clock, client = ssm }: SecretStore): RotatingSecrets {
  const remembered = new Map<string, Remembered>();

  function ask(name: string): Promise<readonly string[]> {
    const secrets = fetchSecrets(name, client());
    const entry = { at: clock.now().getTime(), secrets, lasts: rememberedFor };
    remembered.set(name, entry);
    secrets.catch(() => {
      entry.lasts = readAgainEvery;
    });
    return secrets;
  }

  const age = (entry: Remembered) => clock.now().getTime() - entry.at;

  return {
    read(name) {
      const known = remembered.get(name);
      return known && age(known) < known.lasts ? known.secrets : ask(name);
    },
    async readAgain(name) {
      const known = remembered.get(name);
      return known && age(known) < readAgainEvery ? null : await ask(name);
    },
  };
}

async function fetchSecrets(name: string, client: SSMClient): Promise<readonly string[]> {
  let text: string;
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    text = Parameter?.Value ?? "";
  } catch (error) {
    if (error instanceof Error && error.name === "ParameterNotFound") {
      throw new Refused(`SSM has no parameter ${name}; put the secret there as a SecureString`, {
        cause: error,
      });
    }
    throw failure(error, `GetParameter ${name}`);
  }
  const secrets = text.split(/\s+/).filter((secret) => secret !== "");
  if (secrets.length === 0) throw new Refused(`the SSM parameter ${name} is empty; put the secret there`);
  const [short] = secrets.map((secret) => Buffer.byteLength(secret)).filter((bytes) => bytes < shortest);
  if (short !== undefined) {
    const held =
      secrets.length === 1 ? "a secret" : `${secrets.length} secrets with white space between, one`;
    throw new Refused(
      `the SSM parameter ${name} holds ${held} of ${short} bytes; every secret needs at least ${shortest}, so put one there that "openssl rand -base64 32" makes`,
    );
  }
  return secrets;
}
