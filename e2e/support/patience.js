// Real shells and servers take seconds where the cores are busy.
jest.setTimeout(60_000);
