import type { CreatePackage, InferenceSpecification } from "./requests.ts";

export interface ModelPackageGroup {
  readonly name: string;
  readonly arn: string;
  readonly description: string | null;
  readonly creationTime: Date;
  /** The last version that was given out; never given again, also not after a deletion. */
  readonly lastVersion: number;
}

export interface ModelPackage {
  /** `<group>/<version>`, or the package's own name when it is in no group. */
  readonly name: string;
  readonly arn: string;
  readonly group: string | null;
  readonly version: number | null;
  readonly creationTime: Date;
  readonly lastModifiedTime: Date;
  readonly approvalStatus: NonNullable<CreatePackage["ModelApprovalStatus"]> | null;
  readonly approvalDescription: string | null;
  readonly inferenceSpecification: InferenceSpecification | null;
  readonly customerMetadata: Readonly<Record<string, string>> | null;
  readonly lifeCycle: NonNullable<CreatePackage["ModelLifeCycle"]> | null;
  readonly sourceUri: string | null;
  readonly registrationType: NonNullable<CreatePackage["ModelPackageRegistrationType"]> | null;
  readonly additionalSpecifications: NonNullable<CreatePackage["AdditionalInferenceSpecifications"]>;
  readonly modelCard: CreatePackage["ModelCard"] | null;
  /** The rest of the request, shown again as it was given. */
  readonly request: CreatePackage;
  /** Client tokens of updates that were made: repeating one changes nothing. */
  readonly updateTokens: ReadonlySet<string>;
}
