import { isCallableFrom, PROFILES } from "../../../../../config/models";
import { partitionOf, REGIONS } from "../../../../../config/regions";
import { strangeGeography } from "./geographies";

it("knows the geographies that the config knows", () => {
  const regions = REGIONS.filter((region) => /^aws(?:-us-gov)?$/.test(partitionOf(region)));
  for (const profile of PROFILES.filter((one) => one !== "none"))
    expect(regions.filter((region) => strangeGeography(`${profile}.a.b`, region) === undefined)).toEqual(
      regions.filter((region) => isCallableFrom(profile, region)),
    );
});
