// Whose device has a wrong clock sees the same as everybody else: what ends, ends by the server's.
import { befriend, expect, test, watched, type Person } from "../people";

const HOUR = 3_600_000;

/** From its next page on, the person's device is wrong by this much. Time passes as usual. */
async function setWrong(person: Person, by: number) {
  await person.context.addInitScript((by) => {
    const Right = Date;
    class Wrong extends Right {
      constructor(...parts: []) {
        super(...((parts.length ? parts : [Right.now() + by]) as []));
      }
      static now() {
        return Right.now() + by + ((window as unknown as { jumped?: number }).jumped ?? 0);
      }
    }
    window.Date = Wrong as DateConstructor;
  }, by);
}

const pill = (person: Person) => person.page.getByRole("button", { name: /^Ghost · \d+ min/ });

for (const [wrong, by] of [
  ["two hours behind", -2 * HOUR],
  ["two hours ahead", 2 * HOUR],
  ["a year ahead", 365 * 24 * HOUR],
] as const) {
  test(`on a device that is ${wrong}, ghost mode lasts as long as friends are kept from seeing`, async ({ people }) => {
    const [ana] = await people("Ana");
    await setWrong(ana, by);
    await ana.register();
    await ana.page.getByRole("button", { name: "Ghost for 1 hour" }).click();
    await expect(pill(ana)).toContainText(/Ghost · (60|59) min/);
    // The page that is rendered on the server says the same, and so does the live one.
    await ana.goto("/app/friends");
    await expect(pill(ana)).toContainText(/Ghost · (60|59) min/);
    // It looks every second whether the ghost is over.
    await ana.page.waitForFunction(() => performance.now() > 4_000);
    await expect(pill(ana)).toContainText(/Ghost · (60|59) min/);
  });

  test(`on a device that is ${wrong}, a snap has its whole day and a status its whole time`, async ({ people }) => {
    const [ana, ben] = await people("Ana", "Ben");
    await setWrong(ana, by);
    await ana.register();
    await ben.register();
    await befriend(ana, ben);
    await ben.sendSnap(ana);
    await ana.goto("/app/inbox");
    await expect(ana.snaps("Received")).toContainText("23 h left");
    await ana.openStatusMenu();
    await ana.page.getByLabel("What you are up to").fill("at the lake");
    await ana.page.getByLabel("Clear after").selectOption("Clear in 30 minutes");
    await ana.page.getByRole("button", { name: "Set" }).click();
    await ben.goto("/app/friends");
    await expect(ben.friendRow(ana)).toContainText("at the lake");
    const until = await ana.page.evaluate(() => {
      const key = Object.keys(localStorage).find((key) => key.startsWith("appchat.status."));
      return Date.parse(JSON.parse(localStorage.getItem(key!)!).label.until);
    });
    expect(Math.abs(until - Date.now() - HOUR / 2)).toBeLessThan(60_000);
  });
}

test("a clock that is set while the page is open changes nothing on it", async ({ people }) => {
  const { ana, ben } = await watched(people);
  await setWrong(ben, 0);
  await ben.goto("/app");
  await ben.sees(ana, "online");
  await ben.page.getByRole("button", { name: "Ghost for 1 hour" }).click();
  await expect(pill(ben)).toContainText(/Ghost · (60|59) min/);
  for (const jumped of [3 * HOUR, -3 * HOUR]) {
    const asked = ben.page.waitForResponse("**/api/server_time");
    await ben.page.evaluate((jumped) => Object.assign(window, { jumped }), jumped);
    await asked;
    await expect(pill(ben)).toContainText(/Ghost · (60|59|58) min/);
    await ben.sees(ana, "online");
  }
});

test("the seconds of a toast and of a snap that closes by itself are counted by no clock that can be set", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await setWrong(ana, 0);
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app");
  const toast = await ana.holdToast("Ben sent a snap", () => ben.sendSnap(ana));
  await ana.page.evaluate((jumped) => Object.assign(window, { jumped }), 2 * HOUR);
  await ana.page.mouse.move(5, 5);
  await expect(toast).toHaveCount(0);
});
