import { type OpenFinding, replayIdle } from "@driftwheel/core/idle/state.ts";
import { clientSettings } from "../../api/aws-client.ts";
import type { AwsOptions, Context } from "../../context/context.ts";
import { messageOf, PersonError } from "../../context/errors.ts";

/**
 * What is open in the account's ledger, the dearest first.
 *
 * @throws PersonError when the table cannot be read.
 */
export async function readIdle(
  options: AwsOptions & { readonly table: string },
  context: Context,
): Promise<readonly OpenFinding[]> {
  const [{ DynamoDBClient }, { dynamoIdleLedger }] = await Promise.all([
    import("@aws-sdk/client-dynamodb"),
    import("@driftwheel/aws/ledger/idle-ledger.ts"),
  ]);
  const client = new DynamoDBClient(clientSettings(options, context.environment));
  try {
    const { open } = replayIdle(await dynamoIdleLedger({ client, table: options.table }).read());
    return Object.values(open).toSorted(
      (one, other) => (other.monthly ?? 0) - (one.monthly ?? 0) || (one.resource < other.resource ? -1 : 1),
    );
  } catch (error) {
    throw new PersonError(`Table "${options.table}" cannot be read: ${messageOf(error)}`, undefined, {
      cause: error,
    });
  } finally {
    client.destroy();
  }
}
