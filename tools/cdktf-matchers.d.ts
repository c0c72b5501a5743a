// The types of the matchers that tools/jest-setup.js adds; cdktf declares them where nothing loads them.
import "cdktf/lib/testing/adapters/jest";
