// Narrow, and magnified: 320 pixels, and a desktop's window at 200 %, which is half as wide and high. Nothing scrolls
// sideways, and whatever can be pressed or filled in can be reached whole.
import type { Page } from "@playwright/test";
import { expect, gotoAfterForm, test } from "../people";
import { LYON, Neighbour } from "../townsfolk";

const VIEWS = [
  { name: "320 pixels wide", viewport: { width: 320, height: 640 } },
  { name: "at 200 %", viewport: { width: 640, height: 400 } },
];

/** What of this page does not fit, in words. */
function misfits(page: Page) {
  return page.evaluate(() => {
    const said: string[] = [];
    const page = document.scrollingElement!;
    if (page.scrollWidth > page.clientWidth) said.push(`the page is ${page.scrollWidth} wide`);
    const controls = document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary");
    for (const control of controls) {
      // What is visually hidden stands for something else that is seen, and pins stand where the globe puts them.
      const { width, height } = control.getBoundingClientRect();
      const seen = control.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (!seen || width < 2 || height < 2 || control.matches(".pin, .skip")) continue;
      control.scrollIntoView({ block: "center", inline: "nearest" });
      const box = control.getBoundingClientRect();
      const name = `${control.localName} “${(control.ariaLabel ?? control.innerText ?? "").trim() || control.id}”`;
      if (box.left < -0.5 || box.right > innerWidth + 0.5) said.push(`${name} leaves the view at the side`);
      if (box.height < innerHeight && (box.top < -0.5 || box.bottom > innerHeight + 0.5)) said.push(`${name} cannot be reached`);
      if (control.scrollWidth > control.clientWidth + 1 && control.localName !== "input" && control.localName !== "select") {
        said.push(`${name} is cut off`);
      }
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const own = top && (control.contains(top) || top.contains(control) || top.closest("label")?.contains(control));
      if (!own) said.push(`${name} is covered by ${top?.className || top?.localName}`);
    }
    window.scrollTo(0, 0);
    return said;
  });
}

async function fits(page: Page, where: string) {
  expect.soft(await misfits(page), where).toEqual([]);
}

for (const { name, viewport } of VIEWS) {
  test.describe(name, () => {
    test.use({ viewport, contextOptions: { deviceScaleFactor: 2 } });

    test("the first page and the pages for everybody fit", async ({ page }) => {
      for (const path of ["/", "/?mode=register", "/?mode=register&problem=email-taken", "/no-such-page", "/offline.html"]) {
        await gotoAfterForm(page, path);
        await fits(page, path);
      }
    });

    test("every page of the app fits, with a friend in it", async ({ people }) => {
      const [ana] = await people("Ana");
      await ana.register();
      await Neighbour.of(ana, "Bartholomea Featherstonehaugh", LYON);
      const steps = [1, 2, 3].map((step) => `/app/welcome?step=${step}`);
      const pages = ["/app", "/app/friends?add", "/app/inbox", "/app/inbox?box=sent", "/app/snap", "/app/me"];
      for (const path of [...steps, ...pages]) {
        await ana.goto(path);
        if (path.endsWith("add")) {
          await ana.page.getByRole("button", { name: "Make a link" }).click();
          await expect(ana.page.getByRole("textbox", { name: "Your link" })).toBeVisible();
        }
        await fits(ana.page, path);
      }
    });
  });
}
