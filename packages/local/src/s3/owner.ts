/** Who owns all buckets and objects here. */
export const owner = { ID: "driftwheel", DisplayName: "driftwheel" };
