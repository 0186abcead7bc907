// What is typed before the page's program is there stays in its fields, and the program knows of it: where it takes over the
// page as the server rendered it, and where something has changed the page and it renders the page again.
import type { Page } from "@playwright/test";
import { expect, test, type Person } from "../people";
import { GRAZ, KYOTO, LYON, Neighbour, VIENNA } from "../townsfolk";

/** Somebody with an account, who has opened no page with a program yet. */
async function somebody(people: (...names: string[]) => Promise<Person[]>) {
  const [ana] = await people("Ana");
  const form = { name: ana.name, email: ana.email, password: "correct horse battery" };
  await ana.page.request.post("/api/register", { form, maxRedirects: 0 });
  await ana.page.goto("/offline.html");
  return ana;
}

/** Opens a page whose program waits for `comeAlive`. */
async function openEarly(person: Person, path: string, how: (typeof WAYS)[number]) {
  const { page } = person;
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/pkg/**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "domcontentloaded" });
  return {
    async comeAlive() {
      if (how === "rendered") {
        await page.evaluate(() => document.querySelector(".shell")!.prepend(document.createElement("div")));
      }
      release();
      await expect(page.locator("#app")).toHaveAttribute("data-started", how);
      await person.alive();
    },
  };
}

const WAYS = ["hydrated", "rendered"] as const;

interface Form {
  name: string;
  path: string;
  /** Names of friends who must be there. */
  friends?: string[];
  type(page: Page): Promise<void>;
  /** It is there, and the app knows of it. */
  isKept(page: Page): Promise<void>;
}

const FORMS: Form[] = [
  {
    name: "a handle, and its preview",
    path: "/app/welcome?step=1",
    async type(page) {
      await page.getByLabel("Your @handle").fill("lyon_ana");
    },
    async isKept(page) {
      await expect(page.getByLabel("Your @handle")).toHaveValue("lyon_ana");
      await expect(page.locator(".first-preview")).toContainText("@lyon_ana");
    },
  },
  {
    name: "a place that is searched",
    path: "/app",
    async type(page) {
      await page.getByRole("combobox", { name: "Search a place" }).fill("lyon");
    },
    async isKept(page) {
      await expect(page.getByRole("combobox", { name: "Search a place" })).toHaveValue("lyon");
      await expect(page.getByRole("listbox", { name: "Places" }).getByRole("option").first()).toContainText("Lyon");
    },
  },
  {
    name: "a friend who is searched, an order and a box",
    path: "/app/friends",
    friends: ["Ben", "Maya", "Noor", "Zoe"],
    async type(page) {
      await page.getByLabel("Search your friends").fill("o");
      await page.getByLabel("Order").selectOption("By name");
    },
    async isKept(page) {
      await expect(page.getByLabel("Search your friends")).toHaveValue("o");
      const everyone = page.getByRole("region", { name: "Everyone" }).getByRole("listitem").locator(".person-name");
      await expect(everyone).toHaveText(["Noor", "Zoe"]);
    },
  },
  {
    name: "an address, in a part that is folded away at first",
    path: "/app/friends",
    friends: ["Ben"],
    async type(page) {
      await page.locator("details.add summary").click();
      await page.getByLabel("Their @handle or e-mail").fill("maya@example.com");
    },
    async isKept(page) {
      await expect(page.getByLabel("Their @handle or e-mail")).toBeVisible();
      await page.getByRole("button", { name: "Send request" }).click();
      await expect(page.getByText("If somebody here uses maya@example.com")).toBeVisible();
    },
  },
  {
    name: "a report, with a reason and a note",
    path: "/app/friends",
    friends: ["Ben"],
    async type(page) {
      await page.getByLabel("More about Ben").click();
      await page.getByText("Report…").click();
      await page.getByLabel("What is wrong?").selectOption("Spam");
      await page.getByLabel("What happened").fill("The same cat.\nTwelve times.");
    },
    async isKept(page) {
      const note = page.getByLabel("What happened");
      // A menu that is rendered again is closed.
      if (!(await note.isVisible())) await page.getByLabel("More about Ben").click();
      await expect(note).toHaveValue("The same cat.\nTwelve times.");
      await expect(page.getByLabel("What is wrong?").locator("option:checked")).toHaveText("Spam");
    },
  },
  {
    name: "a setting that is saved at once",
    path: "/app/me",
    async type(page) {
      await page.getByRole("region", { name: "Location" }).getByLabel("Precision", { exact: true }).selectOption("Country");
    },
    async isKept(page) {
      const location = page.getByRole("region", { name: "Location" });
      await expect(location.getByText("Saved")).toBeVisible();
      await page.reload();
      await expect(location.getByLabel("Precision", { exact: true })).toHaveValue("country");
    },
  },
  {
    name: "passwords, and in nothing that outlives the page",
    path: "/app/me",
    async type(page) {
      await page.getByText("Change password").first().click();
      await page.getByLabel("Password now", { exact: true }).fill("correct horse battery");
      await page.getByLabel("New password", { exact: true }).fill("staple battery horse");
    },
    async isKept(page) {
      await expect(page.getByLabel("Password now", { exact: true })).toHaveValue("correct horse battery");
      await expect(page.getByLabel("New password", { exact: true })).toHaveValue("staple battery horse");
      const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
      expect(stored).not.toContain("battery");
    },
  },
];

for (const how of WAYS) {
  for (const { name, path, friends, type, isKept } of FORMS) {
    test(`${name} (${how})`, async ({ people }) => {
      const ana = await somebody(people);
      const places = [LYON, GRAZ, VIENNA, KYOTO];
      for (const [at, friend] of (friends ?? []).entries()) await Neighbour.of(ana, friend, places[at]);
      const early = await openEarly(ana, path, how);
      await type(ana.page);
      await early.comeAlive();
      await isKept(ana.page);
    });
  }

  test(`the focus, and what is selected (${how})`, async ({ people }) => {
    const ana = await somebody(people);
    const early = await openEarly(ana, "/app/welcome?step=1", how);
    const field = ana.page.getByLabel("Your @handle");
    await field.fill("lyon_ana");
    await field.press("Home");
    for (let letter = 0; letter < 4; letter++) await field.press("Shift+ArrowRight");
    await early.comeAlive();
    await expect(field).toBeFocused();
    await expect(field).toHaveValue("lyon_ana");
    await expect.poll(() => field.evaluate((it: HTMLInputElement) => [it.selectionStart, it.selectionEnd])).toEqual([0, 4]);
    await ana.page.keyboard.type("graz");
    await expect(field).toHaveValue("graz_ana");
  });
}

test("what the page was rendered with is no change, and nothing of it is sent", async ({ people }) => {
  const ana = await somebody(people);
  const early = await openEarly(ana, "/app/me", "hydrated");
  const sent: string[] = [];
  ana.page.on("request", (request) => {
    if (/\/api\/(set_|choose_)/.test(request.url())) sent.push(request.url());
  });
  const precision = ana.page.getByRole("region", { name: "Location" }).getByLabel("Precision", { exact: true });
  const before = await precision.inputValue();
  await precision.selectOption("Country");
  await precision.selectOption(before);
  await early.comeAlive();
  await ana.open("Friends");
  expect(sent).toEqual([]);
});
