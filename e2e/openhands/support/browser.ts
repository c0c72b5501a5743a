import { type Browser, chromium, type Page } from "playwright-core";

/** Debian's. */
export const CHROMIUM = "/usr/bin/chromium";

/** A browser that reaches one origin alone, and remembers all that it was sent. */
export class Visitor {
  readonly received: { readonly url: string; readonly status: number; readonly body: string }[] = [];

  static async start(origin: string): Promise<Visitor> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
    const visitor = new Visitor(browser, page);
    // Fonts and icons of others.
    await page.route(
      (url) => url.origin !== origin,
      (route) => route.abort(),
    );
    page.on("response", (response) => {
      const body = response.text().catch(() => "");
      visitor.#bodies.push(
        body.then((text) => {
          visitor.received.push({ url: response.url(), status: response.status(), body: text });
        }),
      );
    });
    await page.goto(origin);
    return visitor;
  }

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  readonly #bodies: Promise<void>[] = [];

  /** Everything that it was sent so far. */
  async everything(): Promise<Visitor["received"]> {
    await Promise.all(this.#bodies);
    return this.received;
  }

  stop = (): Promise<void> => this.browser.close();
}
