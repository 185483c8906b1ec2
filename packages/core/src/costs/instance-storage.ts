/**
 * Families whose instances bring their storage: SageMaker gives them no volume of their own.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-store-volumes.html
 */
const withStorage: ReadonlySet<string> = new Set([
  ...["g4dn", "g5", "g6", "g6e", "gr6", "p4d", "p4de", "p5", "p5e", "p5en"],
  ...["trn1", "trn1n", "trn2", "i3", "i3en", "i4i", "i7ie"],
]);

/** Families with no storage but volumes. */
const withVolumes: ReadonlySet<string> = new Set([
  ...["t2", "t3", "m4", "m5", "m6g", "m6i", "m7g", "m7i", "m8g"],
  ...["c4", "c5", "c5n", "c6g", "c6gn", "c6i", "c7g", "c7i", "r5", "r6g", "r6i", "r7g", "r7i", "r8g"],
  ...["p2", "p3", "inf1", "inf2"],
]);

/** Whether instances of a type have volumes that are paid for; null where that is not known of its family. */
export function hasVolumes(instanceType: string): boolean | null {
  const [, family = ""] = instanceType.split(".");
  // A `d` behind the generation says that the instances have disks: m5d, c6gd, r5dn.
  if (withStorage.has(family) || /^[a-z]+\d+[a-ce-z]*d[a-z]*$/.test(family)) return false;
  return withVolumes.has(family) ? true : null;
}
