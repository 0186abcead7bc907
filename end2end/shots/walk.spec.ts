// Two people go through every screen, in both looks and at three widths. Nothing is judged here: the pictures are for
// eyes, in `results/shots/<screen>-<look>-<width>.png`. Each walk has a server of its own, filled alike.
import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { devices, expect, test, type Browser, type Locator } from "@playwright/test";
import { gotoAfterForm, Person } from "../people";
import { dataFolder, fill, start, type Server } from "../processes";

const PORT = Number(process.env.E2E_PORT ?? 3210) + 5;
const FOLDER = resolve(__dirname, "../results/shots");

const LOOKS = ["dark", "light"] as const;
const SIZES = [
  { width: 390, height: 844, phone: true },
  { width: 820, height: 1180, phone: true },
  { width: 1440, height: 900, phone: false },
];

const filled = dataFolder();
let password: string;

test.beforeAll(() => {
  password = fill(filled.folder, PORT);
});

for (const look of LOOKS) {
  for (const size of SIZES) {
    test(`${look} at ${size.width}`, async ({ browser }) => {
      const data = dataFolder();
      cpSync(filled.folder, data.folder, { recursive: true });
      const server = await start(PORT, { APPCHAT_DATA: data.folder });
      try {
        await new Walk(look, size, browser, server).everywhere();
      } finally {
        await server.stop();
      }
    });
  }
}

class Walk {
  constructor(
    private readonly look: (typeof LOOKS)[number],
    private readonly size: (typeof SIZES)[number],
    private readonly browser: Browser,
    private readonly server: Server,
  ) {}

  async everywhere() {
    const alice = await this.comes("Alice");
    await this.atTheDoor(alice);
    const bob = await this.comes("Bob");
    for (const person of [alice, bob]) {
      await person.signIn(password);
      await person.page.waitForURL("**/app");
      await person.alive();
    }
    await this.firstRun(alice);
    await this.globe(alice);
    await this.friends(alice);
    const photo = await this.inbox(alice);
    await this.composer(alice, photo);
    await this.toast(alice, bob, photo);
    await this.you(alice);
  }

  /** A browser of theirs, in this look and size. */
  private async comes(name: string): Promise<Person> {
    const { width, height, phone } = this.size;
    const context = await this.browser.newContext({
      ...(phone ? devices["Pixel 7"] : {}),
      viewport: { width, height },
      deviceScaleFactor: phone ? 2 : 1,
      baseURL: this.server.origin,
      colorScheme: this.look,
      reducedMotion: "reduce",
    });
    const person = new Person(name, context, await context.newPage(), `${name.toLowerCase()}@example.com`);
    await person.chooseTheme(this.look);
    return person;
  }

  private async shoot(person: Person, screen: string, fullPage = false) {
    await person.page.evaluate(() => document.fonts.ready);
    const path = join(FOLDER, `${screen}-${this.look}-${this.size.width}.png`);
    await person.page.screenshot({ path, fullPage, animations: "disabled" });
  }

  private async atTheDoor(anybody: Person) {
    for (const [screen, path] of [
      ["sign-in", "/"],
      ["register", "/?mode=register"],
      ["register-problem", "/?mode=register&problem=email-taken"],
      ["not-found", "/no-such-page"],
      ["offline", "/offline.html"],
    ]) {
      await gotoAfterForm(anybody.page, path);
      await this.shoot(anybody, screen);
    }
  }

  private async firstRun(alice: Person) {
    for (const step of [1, 2, 3]) {
      await alice.goto(`/app/welcome?step=${step}`);
      await expect(alice.globe()).toHaveAttribute("data-land", "here");
      await this.shoot(alice, `first-run-${step}`);
    }
  }

  private async globe(alice: Person) {
    await alice.goto("/app");
    await expect(alice.globe()).toHaveAttribute("data-land", "here");
    await expect(alice.pin(alice)).toHaveAttribute("data-visible", "true");
    await this.shoot(alice, "globe");
    await alice.page.locator(".roster__row").filter({ hasText: "Chidi" }).getByRole("button").first().click();
    await expect(alice.page.locator(".pin[data-open=true]")).toBeVisible();
    await this.shoot(alice, "globe-friend");
  }

  private async friends(alice: Person) {
    await alice.goto("/app/friends");
    await this.shoot(alice, "friends", true);
    await alice.openAdd();
    await alice.page.getByRole("button", { name: "Make a link" }).click();
    const link = alice.page.getByRole("textbox", { name: "Your link" });
    await expect(link).toHaveValue(/invite/);
    await this.shoot(alice, "friends-add");
    await this.invited(await link.inputValue());
  }

  /** What somebody sees who was sent a link. */
  private async invited(link: string) {
    const guest = await this.comes("Guest");
    await guest.page.goto(link);
    await this.shoot(guest, "invite");
    await guest.context.close();
  }

  /** Opens the first snap; gives its photograph. */
  private async inbox(alice: Person): Promise<Buffer> {
    await alice.goto("/app/inbox");
    const waiting = alice.snaps("Received");
    await expect(waiting).toHaveCount(3);
    await this.shoot(alice, "inbox");
    await waiting.first().getByRole("link").click();
    const photo = alice.page.getByRole("dialog").getByRole("img", { name: /^Snap from/ });
    await expect(photo).toBeVisible();
    await this.shoot(alice, "viewer");
    const bytes = await bytesOf(photo);
    await alice.page.keyboard.press("Escape");
    await expect(waiting).toContainText(["Opened"]);
    await this.shoot(alice, "inbox-opened");
    return bytes;
  }

  private async composer(alice: Person, photo: Buffer) {
    await alice.goto("/app/snap");
    await this.shoot(alice, "composer-empty");
    await this.put(alice, photo);
    await alice.page.getByLabel("Caption").fill("Wish you could smell this");
    for (const name of ["Bob", "Emi"]) await alice.page.getByRole("checkbox", { name }).check({ force: true });
    await this.shoot(alice, "composer", true);
    await alice.page.getByRole("button", { name: /^Send to/ }).click();
    await expect(alice.page.getByText(/^Sent to/)).toBeVisible();
    await this.shoot(alice, "composer-sent");
    await alice.goto("/app/inbox?box=sent");
    await alice.page.getByText("Who has it").first().click();
    await this.shoot(alice, "inbox-sent");
  }

  private async toast(alice: Person, bob: Person, photo: Buffer) {
    await alice.goto("/app");
    await expect(alice.globe()).toHaveAttribute("data-land", "here");
    await bob.goto("/app/snap");
    await this.put(bob, photo);
    await bob.page.getByRole("checkbox", { name: "Alice" }).check({ force: true });
    await bob.page.getByRole("button", { name: "Send to Alice" }).click();
    await expect(alice.page.getByRole("status").filter({ hasText: "Bob sent a snap" })).toBeVisible();
    await this.shoot(alice, "toast");
  }

  private async you(alice: Person) {
    await alice.goto("/app/me");
    await this.shoot(alice, "you", true);
    await alice.openStatusMenu();
    await this.shoot(alice, "menu");
    await alice.goto("/app");
    await alice.page.getByRole("button", { name: "Ghost for 1 hour" }).click();
    await expect(alice.page.getByRole("button", { name: /^Ghost · \d+ min/ })).toBeVisible();
    await this.shoot(alice, "ghost");
  }

  private async put(person: Person, photo: Buffer) {
    const file = { name: "lake.jpg", mimeType: "image/jpeg", buffer: photo };
    await person.page.locator("input[type=file]").first().setInputFiles(file);
    await expect(person.page.getByAltText("Your photo, ready to send")).toBeVisible();
  }
}

async function bytesOf(photo: Locator): Promise<Buffer> {
  const source = await photo.getAttribute("src");
  return Buffer.from(source?.split(",")[1] ?? "", "base64");
}
