// Coming in and going out. The first page needs no script; these stories run without any.
import { expect, test } from "../people";

test.describe("without scripts", () => {
  test.use({ contextOptions: { javaScriptEnabled: false } });

  test("somebody creates an account, signs out, and signs in again", async ({ people }) => {
    const [ana] = await people("Ana");
    await ana.page.goto("/");
    await ana.shoot("sign-in");
    await ana.page.getByRole("link", { name: "Create account" }).click();
    await ana.shoot("register");
    await ana.createAccount();

    await ana.page.goto("/app/friends");
    await expect(ana.page.getByRole("heading", { name: "Friends", level: 1 })).toBeVisible();
    await ana.openMenu();
    await ana.page.getByRole("button", { name: "Sign out" }).click();
    await expect(ana.page).toHaveURL(/\/(\?.*)?$/);
    await ana.page.goto("/app");
    await expect(ana.page).not.toHaveURL(/\/app/);

    await ana.signIn();
    await expect(ana.page).toHaveURL(/\/app$/);
  });

  test("a wrong password, a taken address and a short password are told in words", async ({ people }) => {
    const [ana] = await people("Ana");
    const register = async (email: string, password: string) => {
      await ana.page.goto("/?mode=register");
      await ana.page.getByLabel("Name").fill(ana.name);
      await ana.page.getByLabel("E-mail").fill(email);
      // The browser's own check stands in front of ours; whoever gets around it must meet ours.
      await ana.page.getByLabel("Password").evaluate((field) => field.removeAttribute("minlength")).catch(() => {});
      await ana.page.getByLabel("Password").fill(password);
      await ana.page.getByRole("button", { name: "Create account" }).click();
    };
    await register(ana.email, "correct horse battery");
    await expect(ana.page).toHaveURL(/\/app\/welcome/);
    await ana.context.clearCookies();

    await register(ana.email, "correct horse battery");
    await expect(ana.page.getByRole("alert")).toContainText("already an account");
    await expect(ana.page.getByLabel("E-mail")).toHaveValue(ana.email);
    await ana.shoot("register-taken");

    await ana.signIn("not the password");
    await expect(ana.page.getByRole("alert")).toContainText("do not belong together");
    await expect(ana.page).toHaveURL(/^[^@]*$/); // no address of anybody's in the address bar
  });

  test("a guest looks around", async ({ people }) => {
    const [guest] = await people("Guest");
    await guest.page.goto("/");
    await guest.page.getByRole("button", { name: "Continue as a guest" }).click();
    await expect(guest.page).toHaveURL(/\/app$/);
  });
});

test("the first page loads no wasm and nothing from elsewhere", async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/", { waitUntil: "networkidle" });
  expect(asked.filter((url) => url.endsWith(".wasm"))).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(baseURL!) && !url.startsWith("data:"))).toEqual([]);
});

test("script never sees the session, and a short password is refused by the server too", async ({ people, baseURL }) => {
  const [ana] = await people("Ana");
  await ana.register();
  expect(await ana.page.evaluate(() => document.cookie)).toBe("");
  const session = (await ana.context.cookies()).find((cookie) => cookie.name === "a_session_appchat");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });

  const refused = await ana.context.request.post("/api/register", {
    form: { name: "Eve", email: `eve.${Date.now()}@example.com`, password: "short" },
    headers: { origin: baseURL!, accept: "text/html" },
    maxRedirects: 0,
  });
  expect(refused.headers()["location"]).toContain("problem=password-length");
});
