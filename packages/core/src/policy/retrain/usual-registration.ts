/** What a version is registered to be asked and to answer with, unless the policy says another. */
export const usualRegistration = { contentTypes: ["text/csv"], responseTypes: ["text/csv"] };
