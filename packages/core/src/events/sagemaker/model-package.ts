import * as z from "zod/mini";
import { optionalText, resourceName, sagemakerArn } from "../../schema/fields.ts";
import { quoted } from "../../schema/issues.ts";
import { moment } from "../../schema/moment.ts";
import type { Approval, ModelPackageChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { type Status, status } from "./status.ts";

const versionNumber = "a version number of 1 or more";
const version = z.union(
  [z.int().check(z.positive()), z.pipe(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), z.transform(Number))],
  versionNumber,
);

const detail = () =>
  z.object(
    {
      ModelPackageArn: sagemakerArn("model-package", "model package version", "group/1"),
      ModelPackageName: optionalText("a text or null"),
      ModelPackageGroupName: optionalText("the model package group's name"),
      ModelPackageVersion: z.nullish(version),
      ModelPackageStatus: status(["Pending", "InProgress", "Completed", "Failed", "Deleting"]),
      ModelApprovalStatus: z.nullish(status(["Approved", "Rejected", "PendingManualApproval"])),
      ApprovalDescription: optionalText("a text or null"),
      UpdatedModelPackageFields: z.nullish(z.array(z.string("a field's name"), "a list of field names")),
      CreationTime: z.nullish(moment),
      LastModifiedTime: z.nullish(moment),
    },
    "an object with the model package's fields",
  );

/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 * Identity: package ARN (version included), status, approval, last modification (its creation when the event
 * does not have it). A later edit that repeats "Approved" is another change and has another identity;
 * `updatedFields` tells the two apart.
 */
export const modelPackage = eventParser<ModelPackageChanged, z.output<ReturnType<typeof detail>>>({
  kind: "model-package-changed",
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Model Package State Change"],
  detail,
  happened: (changed) => changed.LastModifiedTime,
  read({ detail: changed, at }) {
    const named =
      groupAndVersion(plainName(changed.ModelPackageName)) ??
      groupAndVersion(resourceName(changed.ModelPackageArn));
    const group = plainName(changed.ModelPackageGroupName) ?? named?.group;
    const version = changed.ModelPackageVersion ?? named?.version;
    if (!group || !version) {
      const name = changed.ModelPackageName ?? resourceName(changed.ModelPackageArn);
      return {
        ignored: `model package ${quoted(name)} belongs to no group; Driftwheel follows versions of a group`,
      };
    }
    const approval = approvalOf(changed.ModelApprovalStatus);
    return {
      signal: {
        kind: "model-package-changed",
        identity: identityOf(
          "model-package-changed",
          changed.ModelPackageArn,
          changed.ModelPackageStatus.name,
          changed.ModelApprovalStatus?.name ?? null,
          changed.LastModifiedTime ?? changed.CreationTime ?? null,
        ),
        at,
        group,
        version,
        arn: changed.ModelPackageArn,
        status: changed.ModelPackageStatus.known,
        approval,
        updatedFields: changed.UpdatedModelPackageFields ?? null,
        approvalDescription: changed.ApprovalDescription,
      },
    };
  },
});

/** The name in an ARN, by which SageMaker takes what another account shares; a name is itself. */
function plainName(name: string | null): string | null {
  return name?.startsWith("arn:") ? resourceName(name) : name;
}

/** `frost/8` -> frost, 8. */
function groupAndVersion(name: string | null): { group: string; version: number } | null {
  const match = /^(.+)\/(\d{1,9})$/.exec(name ?? "");
  return match?.[1] ? { group: match[1], version: Number(match[2]) } : null;
}

function approvalOf(said: Status<Approval> | null | undefined): Approval | null {
  return !said || said.known === "Unknown" ? null : said.known;
}
