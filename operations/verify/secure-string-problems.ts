/** @returns for each parameter that is missing, or not encrypted, one sentence */
export const secureStringProblems = (
  names: readonly string[],
  found: ReadonlyMap<string, { readonly type: string | undefined }>,
): string[] =>
  names.flatMap((name) => {
    const type = found.get(name)?.type;
    if (!type) return `There is no parameter ${name}. Apply the stack openhands.`;
    return type === "SecureString"
      ? []
      : `The parameter ${name} is a ${type}, not a SecureString: it is not encrypted.`;
  });
