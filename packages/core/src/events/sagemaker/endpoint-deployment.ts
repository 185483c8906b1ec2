import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn } from "../../schema/fields.ts";
import { moment } from "../../schema/moment.ts";
import type { EndpointDeploymentChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { endpointStatus } from "./status.ts";

const variants = z.nullish(
  z.array(
    z.object({
      VariantName: optionalText("the variant's name"),
      VariantStatus: z.nullish(
        z.array(
          z.object({ Status: optionalText("a status"), StartTime: z.nullish(moment) }),
          "a list of statuses",
        ),
      ),
    }),
    "a list of variants",
  ),
);

const detail = () =>
  z.object(
    {
      EndpointArn: sagemakerArn("endpoint", "endpoint"),
      EndpointName: optionalText("the endpoint's name"),
      EndpointConfigName: optionalText("the endpoint config's name"),
      EndpointStatus: endpointStatus,
      ProductionVariants: variants,
      PendingDeploymentSummary: z.nullish(
        z.object(
          { EndpointConfigName: optionalText("the endpoint config's name"), ProductionVariants: variants },
          "an object with the pending deployment's fields",
        ),
      ),
      LastModifiedTime: z.nullish(moment),
    },
    "an object with the endpoint's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * Identity: endpoint ARN, status, last modification (the event's own time when it does not have it), and every
 * variant's progress with its start: one update sends several of these events that agree in all the rest.
 */
export const endpointDeployment = eventParser<EndpointDeploymentChanged, z.output<ReturnType<typeof detail>>>(
  {
    kind: "endpoint-deployment-changed",
    source: "aws.sagemaker",
    detailTypes: ["SageMaker Endpoint Deployment State Change"],
    detail,
    happened: (changed) => changed.LastModifiedTime,
    read({ detail: changed, at }) {
      const pending = changed.PendingDeploymentSummary;
      return {
        signal: {
          kind: "endpoint-deployment-changed",
          identity: identityOf(
            "endpoint-deployment-changed",
            changed.EndpointArn,
            changed.EndpointStatus.name,
            at,
            ...progress(changed.ProductionVariants),
            ...progress(pending?.ProductionVariants),
          ),
          at,
          endpoint: changed.EndpointName ?? resourceName(changed.EndpointArn),
          arn: changed.EndpointArn,
          status: changed.EndpointStatus.known,
          config: changed.EndpointConfigName,
          pendingConfig: pending?.EndpointConfigName ?? null,
        },
      };
    },
  },
);

function progress(list: z.output<typeof variants>): readonly string[] {
  return (list ?? []).flatMap((variant) =>
    (variant.VariantStatus ?? []).map(
      (step) => `${variant.VariantName ?? ""}=${step.Status ?? ""}@${step.StartTime ?? ""}`,
    ),
  );
}
