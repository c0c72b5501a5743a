/** One line per step on standard error: on a terminal at once, and with its duration once it is done. */
export class Progress {
  readonly #terminal = process.stderr.isTTY;

  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    if (this.#terminal) process.stderr.write(`  ${name} ...`);
    let outcome = "failed";
    try {
      const result = await work();
      outcome = `${((performance.now() - start) / 1000).toFixed(1)} s`;
      return result;
    } finally {
      process.stderr.write(`${this.#terminal ? "\r" : ""}  ${name.padEnd(44)} ${outcome}\n`);
    }
  }
}
