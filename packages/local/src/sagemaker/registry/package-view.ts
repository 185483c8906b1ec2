import { createHash } from "node:crypto";
import { wire } from "../json.ts";
import type { ModelPackage } from "./model-package.ts";
import type { InferenceSpecification } from "./requests.ts";

/** What DescribeModelPackage and the state-change event both tell, in the order of the event; times apart. */
export interface PackageFacts {
  readonly identity: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
  readonly afterModification: Readonly<Record<string, unknown>>;
}

/** Members that have no value are left out, as the service does. */
export function packageFacts(modelPackage: ModelPackage): PackageFacts {
  const { request } = modelPackage;
  return {
    identity: wire({
      ModelPackageName: modelPackage.name,
      ModelPackageGroupName: modelPackage.group,
      ModelPackageVersion: modelPackage.version,
      ModelPackageArn: modelPackage.arn,
      ModelPackageDescription: request.ModelPackageDescription,
    }),
    content: wire({
      InferenceSpecification: withDigests(modelPackage.inferenceSpecification),
      SourceAlgorithmSpecification: request.SourceAlgorithmSpecification,
      ValidationSpecification: request.ValidationSpecification,
      ModelPackageStatus: "Completed",
      ModelPackageStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
      CertifyForMarketplace: request.CertifyForMarketplace ?? false,
      ModelApprovalStatus: modelPackage.approvalStatus,
      MetadataProperties: request.MetadataProperties,
      ModelMetrics: request.ModelMetrics,
    }),
    afterModification: wire({
      ApprovalDescription: modelPackage.approvalDescription,
      CustomerMetadataProperties: modelPackage.customerMetadata,
      DriftCheckBaselines: request.DriftCheckBaselines,
      Domain: request.Domain,
      Task: request.Task,
      SamplePayloadUrl: request.SamplePayloadUrl,
      AdditionalInferenceSpecifications:
        modelPackage.additionalSpecifications.length === 0 ? null : modelPackage.additionalSpecifications,
      SkipModelValidation: request.SkipModelValidation,
      SourceUri: modelPackage.sourceUri,
      SecurityConfig: request.SecurityConfig,
      ModelCard: modelPackage.modelCard,
      ModelLifeCycle: modelPackage.lifeCycle,
      ModelPackageRegistrationType: modelPackage.registrationType,
      ManagedStorageType: request.ManagedStorageType,
    }),
  };
}

/** The service pins each image by its digest when a package is made; here it stands for the image's name. */
function withDigests(specification: InferenceSpecification | null): InferenceSpecification | null {
  if (specification === null) return null;
  const Containers = specification.Containers.map(({ Image, ...rest }) => ({
    Image,
    ImageDigest: `sha256:${createHash("sha256").update(Image).digest("hex")}`,
    ...rest,
  }));
  return { ...specification, Containers };
}
