/** The parameter in which callers read which endpoint to ask. */
export const routeParameter = "/frost/route";
