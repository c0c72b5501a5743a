// Real shells and servers take seconds if the cores are busy.
jest.setTimeout(60_000);
