import type { RpcService } from "../protocols/run-operation.ts";
import { nothingKept } from "../state/state.ts";
import { requiredText } from "../validation/members.ts";
import { type Operation, ServiceError, type World } from "../world.ts";
import { describeParameters } from "./describe-parameters.ts";
import { type Parameter, Parameters, type ParameterVersion } from "./parameters.ts";
import { putParameter } from "./put-parameter.ts";

/** SSM's Parameter Store: named texts with versions, some of them secret. */
export function ssmService(world: World, parameters = new Parameters(nothingKept)): RpcService {
  const arnOf = (name: string) =>
    `arn:aws:ssm:${world.region}:${world.account}:parameter${name.startsWith("/") ? "" : "/"}${name}`;
  const shown = (asked: string, decrypted: boolean) => {
    const { parameter, at, selector } = parameters.read(asked);
    return {
      Name: parameter.name,
      Type: parameter.type,
      Value: parameter.type === "SecureString" && !decrypted ? encrypted(parameter, at) : at.value,
      Version: at.version,
      ...(selector === undefined ? {} : { Selector: selector }),
      LastModifiedDate: at.modified,
      ARN: arnOf(parameter.name),
      DataType: parameter.dataType,
    };
  };
  const operations: Record<string, Operation> = {
    PutParameter: async (input) => putParameter(input, parameters),

    GetParameter: async (input) => ({
      Parameter: shown(requiredText(input, "Name"), input.WithDecryption === true),
    }),

    GetParameters: async (input) => {
      const found: unknown[] = [];
      const missing: string[] = [];
      for (const name of namesOf(input)) {
        try {
          found.push(shown(name, input.WithDecryption === true));
        } catch (error) {
          if (!(error instanceof ServiceError)) throw error;
          missing.push(name);
        }
      }
      return { Parameters: found, InvalidParameters: missing };
    },

    DeleteParameter: async (input) => {
      if (!parameters.delete(requiredText(input, "Name"))) throw new ServiceError("ParameterNotFound", "");
      return {};
    },

    DescribeParameters: async (input) => describeParameters(input, parameters, arnOf),
  };
  return { name: "ssm", model: "ssm", target: "AmazonSSM", operations: new Map(Object.entries(operations)) };
}

function namesOf({ Names }: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(Names) ? Names.map(String) : [];
}

/** What who may not decrypt gets to see. No key is kept here, so it says nothing about the value. */
function encrypted({ name }: Parameter, { version }: ParameterVersion): string {
  return Buffer.from(`encrypted ${name} ${version}`).toString("base64");
}
