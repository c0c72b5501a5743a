import { packages } from "../package-lock.json";

type Packages = Record<string, { optionalDependencies?: Record<string, string>; inBundle?: boolean }>;

it("locks the packages of every platform, so that npm ci works on each", () => {
  const missing = Object.entries(packages as Packages).flatMap(([path, { optionalDependencies = {}, inBundle }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !inBundle && !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
