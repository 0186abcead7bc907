// People, each with a browser of their own. They do what people do: read the screen and press what is on it.
import { expect, test as base, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from "@playwright/test";
import { photoWithGps } from "./photo";

export { expect };

const PASSWORD = "correct horse battery";
let count = 0;

export class Person {
  readonly email: string;

  constructor(
    readonly name: string,
    readonly context: BrowserContext,
    readonly page: Page,
    /** Of an account there is already. */
    email?: string,
  ) {
    this.email = email ?? `${name.toLowerCase()}.${process.pid}.${Date.now()}.${count++}@example.com`;
  }

  /** Has an account from now on, as the form's own request makes it, and is on the globe, which is alive. */
  async register() {
    const form = { name: this.name, email: this.email, password: PASSWORD };
    const answer = await this.page.request.post("/api/register", { form, maxRedirects: 0 });
    expect(answer.headers().location).toBe("/app/welcome?step=1");
    await this.goto("/app");
  }

  /** Fills in the form on this page and comes to the first run. */
  async createAccount() {
    await this.page.getByLabel("Name").fill(this.name);
    await this.page.getByLabel("E-mail").fill(this.email);
    await this.page.getByLabel("Password").fill(PASSWORD);
    await this.page.getByRole("button", { name: "Create account" }).click();
    await this.page.waitForURL(/\/app\/welcome\?step=1$/);
  }

  async skipFirstRun() {
    await this.page.getByRole("link", { name: "Skip", exact: true }).click();
    await this.page.waitForURL("**/app");
  }

  async signIn(password = PASSWORD) {
    await this.page.goto("/");
    await this.page.getByLabel("E-mail").fill(this.email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.locator("form").getByRole("button", { name: "Sign in" }).click();
  }

  /** Goes to a page and waits until the realtime connection stands: from then on news arrives. */
  async goto(path: string) {
    await this.page.goto(path);
    await this.alive();
  }

  /** Follows a link of the navigation, without loading the page again. */
  async open(link: "Globe" | "Friends" | "Snap" | "Inbox") {
    await this.page.getByRole("navigation", { name: "AppChat" }).getByRole("link", { name: link }).click();
    const heading = link === "Snap" ? "New snap" : link;
    await expect(this.page.getByRole("heading", { level: 1, name: heading })).toBeAttached();
  }

  /** Does something that raises a toast on this page, and holds that toast with the pointer: it stays until the pointer leaves. */
  async holdToast(words: string | RegExp, act: () => Promise<unknown>): Promise<Locator> {
    const toast = this.page.locator(".toast").filter({ hasText: words });
    await Promise.all([act(), toast.hover()]);
    return toast;
  }

  /** Stops the clock of this page, which must be installed: nothing on it goes by itself any more. */
  async stopClock() {
    await this.page.clock.pauseAt(await this.page.evaluate(() => Date.now() + 1_000));
  }

  /** Opens the menu under one's own face. */
  async openMenu() {
    await this.page.getByRole("navigation", { name: "AppChat" }).locator("summary").first().click();
  }

  /** Closes the page as a person does, who is gone for their friends then, and not as a crash would. */
  async close() {
    await this.page.close({ runBeforeUnload: true });
  }

  async alive() {
    await expect(this.page.locator(".connection[data-state=online]")).toBeAttached();
  }

  /** On the friends page: opens the ways to add somebody. */
  async openAdd() {
    const add = this.page.locator("details.add");
    if (!(await add.evaluate((element) => (element as HTMLDetailsElement).open))) await add.locator("summary").click();
  }

  async ask(other: Person) {
    await this.openAdd();
    await this.page.getByLabel("Their @handle or e-mail").fill(other.email);
    await this.page.getByRole("button", { name: "Send request" }).click();
  }

  /** Who was asked by e-mail has the request, as far as anybody is told. */
  async hasAsked(other: Person) {
    await expect(this.page.getByText(`If somebody here uses ${other.email}, they have your request now.`)).toBeVisible();
  }

  async accept(other: Person) {
    await this.page.getByRole("button", { name: `Accept ${other.name}` }).click();
  }

  /** The row of somebody in the lists of friends. */
  friendRow(other: Person): Locator {
    return this.page.getByRole("region", { name: /^(Live now|Everyone)/ }).getByRole("listitem").filter({ hasText: other.name });
  }

  /** Opens the menu of a friend, and in it an item that asks before it does. */
  async openFriendMenu(other: Person, item?: "Remove" | "Block" | "Report") {
    const row = this.friendRow(other);
    await row.getByLabel(`More about ${other.name}`).click();
    if (item) await row.getByText(`${item}…`).click();
    return row;
  }

  /** The picture of whoever it is that a part of the page is about. */
  picture(where: Locator): Locator {
    return where.locator(".avatar");
  }

  globe(): Locator {
    return this.page.locator("[data-backend]");
  }

  /** Once the globe has settled, two seconds go by without a frame. */
  async globeRests() {
    const frames = () => this.globe().getAttribute("data-frames");
    await expect(async () => {
      const before = await frames();
      const since = Date.now();
      await expect.poll(() => Date.now() - since).toBeGreaterThan(2_000);
      expect(await frames()).toBe(before);
    }).toPass();
  }

  /** Clicks the globe this far from its centre (in parts of its radius): drops or moves one's own pin there. */
  async tapGlobe(x: number, y: number) {
    const globe = this.globe();
    await expect(globe).toHaveAttribute("data-disc", /,/);
    const box = await globe.boundingBox();
    if (!box) throw new Error("there is no globe");
    const [cx, cy, radius] = (await globe.getAttribute("data-disc"))!.split(",").map(Number);
    await this.page.mouse.click(box.x + cx + x * radius, box.y + cy + y * radius);
  }

  /** Somebody's pin, by their name. */
  pin(of: Person): Locator {
    return this.page.locator(".globe__pins button[data-user]").filter({ hasText: of.name });
  }

  /** Somebody's row in the list of who is here. */
  here(of: Person): Locator {
    return this.page.locator(".roster__row").filter({ hasText: of.name });
  }

  /** Somebody's row once it says this: how they are, by the dot. */
  async sees(of: Person, status: "online" | "away" | "busy") {
    await expect(this.here(of).locator(`.avatar[data-status=${status}]`)).toBeVisible();
  }

  /** Writes down from now on whatever can be seen of somebody to change; the list of it is the answer of `seen`. */
  async watch(of: Person) {
    await this.page.evaluate((name) => {
      const seen: string[] = [];
      const look = () => {
        const rows = [...document.querySelectorAll(".roster__row")];
        const row = rows.find((one) => one.textContent?.includes(name));
        const now = row?.querySelector(".avatar")?.getAttribute("data-status") ?? "gone";
        if (seen.at(-1) !== now) seen.push(now);
      };
      look();
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
      Object.assign(window, { seen });
    }, of.name);
  }

  seen(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  }

  /** Opens the menu in which one chooses how one is shown. */
  async openStatusMenu() {
    await this.page.locator("summary").filter({ hasText: "You" }).click();
  }

  /** Chooses a photograph in the composer, tagged with GPS as a phone would. */
  async choosePhoto(width?: number, height?: number) {
    const buffer = await photoWithGps(this.page, width, height);
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByText("Choose a photo", { exact: true }).click();
    await (await chooser).setFiles({ name: "sunset.jpg", mimeType: "image/jpeg", buffer });
    await expect(this.page.getByAltText("Your photo, ready to send")).toBeVisible();
  }

  async sendSnap(to: Person, width?: number, height?: number) {
    await this.goto("/app/snap");
    await this.choosePhoto(width, height);
    await this.address(to);
    await this.page.getByRole("button", { name: `Send to ${to.name}` }).click();
    await expect(this.page.getByText(`Sent to ${to.name}.`)).toBeVisible();
  }

  /** Chooses whom the photograph in the composer is for. */
  async address(...to: Person[]) {
    for (const person of to) await this.page.getByRole("checkbox", { name: person.name }).check({ force: true });
  }

  /** Chooses how this browser shows the app, whatever its system says. */
  async chooseTheme(theme: "dark" | "light") {
    await this.page.goto("/");
    const origin = new URL(this.page.url()).origin;
    await this.context.request.post("/api/choose_theme", { form: { theme }, headers: { origin } });
  }

  /** The rows of one box of the inbox. */
  snaps(box: "Received" | "Sent"): Locator {
    return this.page.getByRole("list", { name: `${box} snaps` }).locator("> li");
  }

  /** A picture of the page for whoever looks at the results. */
  async shoot(name: string) {
    const project = base.info().project.name;
    const path = `${base.info().config.rootDir}/../results/screens/${project}-${name}.png`;
    // A browser that is drawing hard now and then cannot take one at once; that is no part of the story.
    await this.page.screenshot({ path }).catch(() => this.page.screenshot({ path }));
  }
}

/** Goes to the page that comes after a form: its address tells what became of that, and the form's answer set a cookie with it. */
export async function gotoAfterForm(page: Page, path: string) {
  const outcome = path.slice(path.indexOf("?") + 1).split("&").filter((part) => /^(problem|done|__err|__path)=/.test(part));
  const value = encodeURIComponent(outcome.join("&"));
  const url = base.info().project.use.baseURL;
  if (outcome.length) await page.context().addCookies([{ name: "outcome", value, url }]);
  await page.goto(path);
}

/** Who has just become friends with whom. */
export async function befriend(one: Person, other: Person) {
  await one.goto("/app/friends");
  await one.ask(other);
  await one.hasAsked(other);
  await other.goto("/app/friends");
  await other.accept(one);
  await expect(other.friendRow(one)).toBeVisible();
  await expect(one.friendRow(other)).toBeVisible();
}

/** Two friends on the globe page, the second watching the first. */
export async function watched(people: (...names: string[]) => Promise<Person[]>) {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app");
  await ben.goto("/app");
  await ben.sees(ana, "online");
  await ben.watch(ana);
  return { ana, ben };
}

/** Another tab of the same browser, alive. */
export async function anotherTab(of: Person) {
  const page = await of.context.newPage();
  await page.goto("/app");
  await expect(page.locator(".connection[data-state=online]")).toBeAttached();
  return page;
}

/** Somebody new, by their name alone, or with the language and the clock of their device. */
type Newcomer = string | ({ name: string } & Pick<BrowserContextOptions, "locale" | "timezoneId">);

export const test = base.extend<{ people: (...newcomers: Newcomer[]) => Promise<Person[]> }>({
  people: async ({ browser, contextOptions, viewport, isMobile, hasTouch, baseURL, userAgent }, use) => {
    const contexts: BrowserContext[] = [];
    const failures: string[] = [];
    await use(async (...newcomers) => {
      const people: Person[] = [];
      for (const newcomer of newcomers) {
        const { name, ...device } = typeof newcomer === "string" ? { name: newcomer } : newcomer;
        const context = await browser.newContext({
          ...contextOptions,
          ...device,
          viewport,
          isMobile,
          hasTouch,
          baseURL,
          userAgent,
          reducedMotion: "reduce",
          colorScheme: "dark",
        });
        contexts.push(context);
        const page = await context.newPage();
        page.on("pageerror", (error) => failures.push(`${name}: ${error.message}`));
        page.on("console", (message) => {
          const text = message.text();
          if (message.type() === "error" && /panicked|hydrat|Content Security Policy/i.test(text)) {
            failures.push(`${name}: ${text}`);
          }
        });
        people.push(new Person(name, context, page));
      }
      return people;
    });
    await Promise.all(contexts.map((context) => context.close()));
    // A panic, a mismatch at hydration or a blocked resource is a failure even where the story went on.
    expect(failures).toEqual([]);
  },
});
