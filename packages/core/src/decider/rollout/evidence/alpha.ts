/** Error probability of a false promotion, and of a false roll back by all harms together, where the policy asks for no less. */
export const alphaEachWay = 0.025;
