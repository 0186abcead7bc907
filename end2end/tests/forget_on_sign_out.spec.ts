// What a browser kept of a person goes when their session has ended, however it did.
import { expect, test, type Person } from "../people";

const kept = (person: Person) =>
  person.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("appchat.status.")));

/** Somebody whose browser keeps a status of theirs. */
async function busy(people: (...names: string[]) => Promise<Person[]>) {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.openStatusMenu();
  await ana.page.getByRole("radio", { name: "Busy" }).check({ force: true });
  await expect.poll(() => kept(ana)).toHaveLength(1);
  return ana;
}

/** Ends every session, as another device does. */
async function endElsewhere(person: Person, page: Person["page"]) {
  const origin = new URL(page.url()).origin;
  await person.context.request.post("/api/sign_out_everywhere", { headers: { origin }, maxRedirects: 0 });
}

test("of somebody who signs out", async ({ people }) => {
  const ana = await busy(people);
  await ana.page.getByRole("button", { name: "Sign out" }).click();
  await ana.page.waitForURL(/\/$/);
  await expect.poll(() => kept(ana)).toEqual([]);
});

test("of somebody whose session ends elsewhere while the page is open", async ({ people }) => {
  const ana = await busy(people);
  await endElsewhere(ana, ana.page);
  await ana.page.waitForURL(/\/$/);
  await expect.poll(() => kept(ana)).toEqual([]);
});

test("of somebody whose session ended elsewhere while no page was open", async ({ people }) => {
  const ana = await busy(people);
  await ana.page.goto("/offline.html");
  await endElsewhere(ana, ana.page);
  expect(await kept(ana)).toHaveLength(1);
  await ana.page.goto("/app");
  await ana.page.waitForURL(/\/$/);
  await expect.poll(() => kept(ana)).toEqual([]);
});
