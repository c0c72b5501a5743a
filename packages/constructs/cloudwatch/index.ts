export { addressTexts, allOf, differs, equals, MOST_PATTERN_CHARACTERS, oneOf } from "./filter-pattern";
