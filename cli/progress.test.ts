import { progressOn } from "./progress";

function stream(isTTY: boolean) {
  const written: string[] = [];
  const fake = { isTTY, columns: 40, write: (text: string) => written.push(text) };
  return { written, fake: fake as unknown as NodeJS.WriteStream };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it("says what takes longer than two seconds, on one line of the terminal, and cleans up", () => {
  const { written, fake } = stream(true);
  const progress = progressOn(fake, "verify");
  progress.say("waiting for model");
  jest.advanceTimersByTime(1900);
  expect(written).toEqual([]);
  jest.advanceTimersByTime(200);
  expect(written).toEqual(["\r\u001b[Kverify: waiting for model"]);
  progress.say("waiting for a word that is longer than the terminal");
  jest.advanceTimersByTime(500);
  expect(written.at(-1)).toBe("\r\u001b[Kverify: waiting for a word that is long");
  progress.end();
  expect(written.at(-1)).toBe("\r\u001b[K");
  const { length } = written;
  jest.advanceTimersByTime(5000);
  expect(written).toHaveLength(length);
});

it("says nothing to what is not a terminal, nor about what is fast", () => {
  const file = stream(false);
  const terminal = stream(true);
  for (const { fake } of [file, terminal]) {
    const progress = progressOn(fake, "verify");
    progress.say("waiting");
    if (fake.isTTY) progress.end();
  }
  jest.advanceTimersByTime(5000);
  expect([...file.written, ...terminal.written]).toEqual([]);
});
