import { HeadObjectCommand } from "@aws-sdk/client-s3";
import type { FoundEndpoint } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import type { EndpointTraits } from "@driftwheel/core/vocabulary/fact.ts";
import { s3 } from "../../clients/s3.ts";
import { isNotFound } from "../../failure.ts";
import { asFolder, type S3Location, s3Location } from "../../s3/s3-location.ts";
import { containersOf, describedConfig, traitsOf } from "../configs/described-config.ts";
import { describeEndpoint } from "../described-endpoint.ts";
import { foundEndpoint } from "../found-endpoint.ts";

/** A multi-model endpoint, without any of its models. */
export interface Host {
  readonly found: FoundEndpoint;
  /** The SageMaker model that all of its artifacts are served by; null where the config is gone. */
  readonly model: string | null;
  /** Null where the config could not be read. */
  readonly traits: EndpointTraits | null;
}

/** Null when there is no such endpoint. */
export async function describeHost(endpoint: string): Promise<Host | null> {
  const described = await describeEndpoint(endpoint);
  if (!described) return null;
  const found = foundEndpoint(described);
  const config = await describedConfig(found.config);
  const model = config?.ProductionVariants?.[0]?.ModelName ?? null;
  const containers = await containersOf(model ?? undefined);
  return { found, model, traits: config && traitsOf(config, containers) };
}

/** Where an artifact lies: below the prefix that the endpoint's model names. */
export function artifactAt(prefix: string, artifact: string): S3Location {
  const { bucket, key } = s3Location(prefix);
  return { bucket, key: `${asFolder(key)}${artifact}` };
}

/** In an object's metadata: the model package version whose artifact it is a copy of, by its ARN. */
export const packageMetadata = "model-package";

/** An artifact that is there. */
export interface Artifact {
  readonly etag: string;
  readonly bytes: number;
  /** ARN of the model package version, as who put it there says; null where nobody does. */
  readonly package: string | null;
}

/** Null when there is none. */
export async function describeArtifact({ bucket, key }: S3Location): Promise<Artifact | null> {
  try {
    const {
      ETag = "",
      ContentLength = 0,
      Metadata = {},
    } = await s3().send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return { etag: ETag, bytes: ContentLength, package: Metadata[packageMetadata] ?? null };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
