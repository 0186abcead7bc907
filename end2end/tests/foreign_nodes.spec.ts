// Pages that something else than their server has changed, as password managers and translators do, and programs that do not
// start or stop.
import { Person, expect, test } from "../people";
import { test as plain, type Page } from "@playwright/test";

const banner = (page: Page) => page.locator("#broken");

/** Somebody with a page that may break, which the usual people must not. */
async function somebody(page: Page) {
  const ana = new Person("Ana", page.context(), page);
  const form = { name: ana.name, email: ana.email, password: "correct horse battery" };
  await page.request.post("/api/register", { form, maxRedirects: 0 });
  return ana;
}

/** Runs `change` with every element that matches, as soon as it is there: long before the page's program. */
async function meddle(page: Page, selector: string, change: string) {
  await page.addInitScript(
    ([selector, change]) => {
      const done = new WeakSet<Node>();
      const act = new Function("element", change);
      const look = () => {
        for (const element of document.querySelectorAll(selector)) {
          if (done.has(element)) continue;
          done.add(element);
          act(element);
        }
      };
      // A page's program that lives says so, and from then on the page is its own.
      new MutationObserver(() => document.querySelector("[data-started]") || look()).observe(document, {
        childList: true,
        subtree: true,
      });
    },
    [selector, change],
  );
}

const CHANGES = [
  ["a div put first into the body", "body", "element.prepend(Object.assign(document.createElement('div'), { textContent: 'x' }))", "hydrated"],
  ["an element put last into the body", "body", "addEventListener('DOMContentLoaded', () => element.append(document.createElement('aside')))", "hydrated"],
  ["a div put first into the page", ".shell", "element.prepend(document.createElement('div'))", "rendered"],
  ["a node after every input", "input", "element.after(document.createElement('com-manager-icon'))", "rendered"],
  ["text wrapped by a translator", "nav span, h1, h2", "const font = document.createElement('font'); font.append(...element.childNodes); element.append(font)", "rendered"],
  ["comments taken away", "main", "for (const node of [...element.childNodes]) if (node.nodeType === 8) node.remove()", "rendered"],
] as const;

for (const [what, selector, change, started] of CHANGES) {
  for (const path of ["/app", "/app/friends?add", "/app/me"]) {
    test(`${path} lives with ${what}`, async ({ people }) => {
      const [ana] = await people("Ana");
      await meddle(ana.page, selector, change);
      await ana.page.request.post("/api/register", {
        form: { name: ana.name, email: ana.email, password: "correct horse battery" },
        maxRedirects: 0,
      });
      await ana.goto(path);
      if (path !== "/app" || started === "hydrated") {
        await expect(ana.page.locator("#app")).toHaveAttribute("data-started", started);
      }
      await ana.open("Friends");
      await expect(ana.page.getByRole("heading", { level: 1, name: "Friends" })).toBeVisible();
      await ana.page.getByRole("button", { name: "Ghost for 1 hour" }).click();
      await expect(ana.page.getByRole("button", { name: /^Ghost · \d+ min/ })).toBeVisible();
      await expect(banner(ana.page)).toBeHidden();
    });
  }
}

test("every page is hydrated as it was rendered, where nothing changed it", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  const steps = [1, 2, 3].map((step) => `/app/welcome?step=${step}`);
  for (const path of [...steps, "/app", "/app/friends?add", "/app/inbox", "/app/inbox?box=sent", "/app/snap", "/app/me"]) {
    await ana.goto(path);
    await expect(ana.page.locator("#app"), path).toHaveAttribute("data-started", "hydrated");
  }
});

test("a page that is translated once it lives goes on", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.page.evaluate(() => {
    const texts = document.createTreeWalker(document.getElementById("app")!, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      const font = document.createElement("font");
      text.replaceWith(font);
      font.append(`« ${text.data} »`);
    }
  });
  await ana.page.locator("a[href='/app/friends']").first().click();
  await expect(ana.page.getByRole("heading", { level: 1, name: "Friends" })).toBeVisible();
  await ana.page.locator("a[href='/app/me']").first().click({ force: true }).catch(() => {});
  await expect(banner(ana.page)).toBeHidden();
});

plain("a panic while the page comes to life says that an extension changed it, and a reload helps", async ({ page }) => {
  const ana = await somebody(page);
  // An extension that hides what it has done: the page is taken for intact, and attaches to the wrong nodes.
  let meddles = true;
  await page.route("**/app/friends", async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    const changed = html.replace(/(<div id="app"[^>]*>)/, '$1<font>x</font>');
    await route.fulfill({ response: answer, body: meddles ? changed : html });
  });
  await page.addInitScript(() => {
    // What it has put in is no child to those who count.
    const next = Object.getOwnPropertyDescriptor(Node.prototype, "firstChild")!;
    let hides = true;
    Object.defineProperty(Node.prototype, "firstChild", {
      get() {
        const child = next.get!.call(this);
        if (hides && this.id === "app" && child?.nodeName === "FONT") {
          hides = false;
          return child.nextSibling;
        }
        return child;
      },
    });
  });
  await page.goto("/app/friends");
  await expect(banner(page)).toBeVisible();
  await expect(banner(page)).toContainText("This page was changed by an extension");
  meddles = false;
  await banner(page).getByRole("link", { name: "Reload" }).click();
  await ana.alive();
  await expect(banner(page)).toBeHidden();
});

plain("a program that stops later says so over an open dialog too", async ({ page }) => {
  const ana = await somebody(page);
  await ana.goto("/app/friends");
  await page.evaluate(() => {
    const dialog = document.createElement("dialog");
    document.body.append(dialog);
    dialog.showModal();
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  await expect(banner(page)).toBeVisible();
  await expect(banner(page)).toContainText("This page has stopped working.");
  await banner(page).getByRole("link", { name: "Reload" }).click();
  await ana.alive();
});

for (const [what, files, spoil] of [
  ["cannot be fetched", "**/pkg/**/*.wasm", "abort"],
  ["is not the program", "**/pkg/**/*.wasm", "garbage"],
  ["has no script to start it", "**/pkg/**/*.js", "abort"],
] as const) {
  plain(`a program that ${what} says so`, async ({ page }) => {
    await somebody(page);
    await page.route(files, (route) =>
      spoil === "abort" ? route.abort() : route.fulfill({ body: "no wasm", contentType: "application/wasm" }),
    );
    await page.goto("/app/friends");
    await expect(banner(page)).toBeVisible();
    await page.unrouteAll();
    await banner(page).getByRole("link", { name: "Reload" }).click();
    await expect(page.locator(".connection[data-state=online]")).toBeAttached();
    await expect(banner(page)).toBeHidden();
  });
}
