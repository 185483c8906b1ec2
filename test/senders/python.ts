/** The Python that has the libraries of `requirements.txt`; `.ci/run` makes one. */
export const python = process.env.SENDERS_PYTHON ?? "python3";
