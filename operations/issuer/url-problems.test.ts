import fc from "fast-check";
import { urlProblems } from "./url-problems";

it.each<[string, RegExp]>([
  ["http://oidc.example.com", /^http:\S+ does not begin with https:/],
  ["https://oidc.example.com:8443", /has a port/],
  ["https://oidc.example.com:443/openhands", /has a port.* not even 443/],
  ["https://oidc.example.com?cluster=a", /has a query/],
  ["https://oidc.example.com/#a", /has a fragment/],
  ["https://oidc.example.com/", /ends with a slash/],
  ["https://oidc.example.com/openhands/", /ends with a slash/],
  ["https://a@oidc.example.com", /user name/],
  ["https://OIDC.example.com", /capital letters/],
  [`https://oidc.example.com/${"a".repeat(255)}`, /IAM accepts 255/],
  ["oidc.example.com", /is not a URL/],
  ["", /is not a URL/],
])("names what is wrong with %s", (url, problem) => {
  expect(urlProblems(url)).toEqual([expect.stringMatching(problem)]);
});

it("accepts what IAM accepts", () => {
  const segment = fc.stringMatching(/^[\w-]{1,20}$/);
  fc.assert(
    fc.property(fc.domain(), fc.array(segment, { maxLength: 3 }), (domain, path) => {
      expect(urlProblems(["https:/", domain.toLowerCase(), ...path].join("/"))).toEqual([]);
    }),
  );
});

it("never throws", () => {
  fc.assert(fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => void urlProblems(url)));
  fc.assert(fc.property(fc.string(), (text) => void urlProblems(text)));
});
