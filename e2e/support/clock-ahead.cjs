// For NODE_OPTIONS=--require: the program's clock is ahead by CLOCK_AHEAD seconds.
const real = Date.now;
const now = () => real() + Number(process.env.CLOCK_AHEAD) * 1000;

globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length > 0 ? given : [now()]));
  }
  static now() {
    return now();
  }
};
