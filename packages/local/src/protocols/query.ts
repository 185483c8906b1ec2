import type { Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { readBody } from "../http/read-body.ts";
import { serviceModel } from "../service-models/service-model.ts";
import { ServiceError, type World } from "../world.ts";
import { buildXml } from "./build-xml.ts";
import { queryInput } from "./query-input.ts";
import { type RpcService, runOperation, toServiceError } from "./run-operation.ts";

/**
 * Answers a call of the AWS query protocol: a form with `Action` in, XML out.
 * Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export async function answerQuery(
  service: RpcService,
  namespace: string,
  call: Call,
  world: World,
): Promise<Answer> {
  let action = "";
  try {
    const form = await formOf(call);
    action = form.get("Action") ?? "";
    if (!service.operations.has(action)) {
      throw new ServiceError(
        "InvalidAction",
        `Driftwheel's local AWS does not implement the action ${action} of ${service.name}.`,
      );
    }
    form.delete("Action");
    form.delete("Version");
    const model = serviceModel(service.model);
    const input = queryInput(form, model, model.operations[action]?.input);
    const output = await runOperation(service, action, input, call, world);
    return xml(200, call, {
      [`${action}Response`]: {
        "@_xmlns": namespace,
        [`${action}Result`]: shown(output ?? {}),
        ResponseMetadata: { RequestId: call.requestId },
      },
    });
  } catch (thrown) {
    const error = toServiceError(thrown, `${service.name}.${action}`, world);
    return xml(error.status, call, {
      ErrorResponse: {
        "@_xmlns": namespace,
        Error: {
          Type: error.status < 500 ? "Sender" : "Receiver",
          Code: error.code,
          Message: error.message,
        },
        RequestId: call.requestId,
      },
    });
  }
}

const forms = new WeakMap<Call, Promise<URLSearchParams>>();

/** The call's parameters: of its form, or of its URL (SNS's links to confirm and to unsubscribe). */
function formOf(call: Call): Promise<URLSearchParams> {
  const known = forms.get(call);
  if (known) return known;
  const isForm = call.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  const form = isForm
    ? readBody(call).then((body) => new URLSearchParams(body.toString()))
    : Promise.resolve(new URLSearchParams(call.query));
  forms.set(call, form);
  return form;
}

function xml(status: number, call: Call, document: object): Answer {
  return {
    status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": call.requestId },
    body: buildXml(document),
  };
}

function shown(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map) {
    return { entry: [...value].map(([key, inner]) => ({ key, value: shown(inner) })) };
  }
  if (Array.isArray(value)) return { member: value.map(shown) };
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, shown(inner)]])),
    );
  }
  return value;
}
