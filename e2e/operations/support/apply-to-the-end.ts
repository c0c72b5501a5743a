import type { Terraform } from "../../../embedded/terraform";

/**
 * Applies after terraform was killed: unlocks the state, and imports what had been created but is not in it.
 * @param imports the id by which each address is imported
 */
export async function applyToTheEnd(terraform: Terraform, imports: ReadonlyMap<string, string>): Promise<void> {
  for (let attempt = 0; attempt < 6; attempt++) {
    const { code, stderr } = await terraform.run("apply", "-auto-approve");
    if (code === 0) return;
    const lock = /^\W*ID: +(\S+)/m.exec(stderr)?.[1];
    const existing = stderr.split("Error: ").flatMap((error) => {
      const address = /AlreadyExists[\s\S]*?\bwith (\w+\.\w+)/.exec(error)?.[1];
      return address ? [address] : [];
    });
    if (!lock && existing.length === 0) throw new Error(stderr);
    if (lock) await terraform.run("force-unlock", "-force", lock);
    for (const address of existing) await takeOver(terraform, address, imports.get(address));
  }
  throw new Error("terraform apply does not come to its end.");
}

async function takeOver(terraform: Terraform, address: string, id: string | undefined): Promise<void> {
  if (id === undefined) throw new Error(`It is not said how ${address} is imported.`);
  const { code, stderr } = await terraform.run("import", "-input=false", address, id);
  if (code !== 0) throw new Error(stderr);
}
