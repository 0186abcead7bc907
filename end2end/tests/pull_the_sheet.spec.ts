// On a phone every page is a sheet over the globe, which comes out from under it.
import { befriend, expect, test, type Person } from "../people";

const sheet = (of: Person) => of.page.locator(".panel");

/** Drags the handle up or down by so many CSS pixels. */
async function pull(of: Person, down: number) {
  const handle = of.page.locator(".sheet-handle");
  await handle.hover(); // by then it has come to rest
  const box = await handle.boundingBox();
  if (!box) throw new Error("there is no handle");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await of.page.mouse.down();
  await of.page.mouse.move(x, y + down / 2, { steps: 4 });
  await of.page.mouse.move(x, y + down, { steps: 4 });
  await of.page.mouse.up();
}

test("the handle leads by its three stops, by a press and by a drag", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ana.goto("/app/friends");
  await expect(sheet(ana)).toHaveAttribute("data-stop", "full");
  await expect(ana.globe()).toHaveCount(0);

  await ana.page.getByRole("button", { name: "Show half of the page" }).press("Enter");
  await expect(sheet(ana)).toHaveAttribute("data-stop", "half");
  await expect(ana.globe()).toBeVisible();
  await ana.shoot("sheet-half");
  await ana.page.getByRole("button", { name: "Show only the top of the page" }).click();
  await expect(sheet(ana)).toHaveAttribute("data-stop", "peek");
  await expect(ana.page.getByRole("heading", { name: "Friends" })).toBeInViewport();
  await ana.shoot("sheet-peek");
  await ana.page.getByRole("button", { name: "Show all of the page" }).click();
  await expect(sheet(ana)).toHaveAttribute("data-stop", "full");

  await pull(ana, 300);
  await expect(sheet(ana)).toHaveAttribute("data-stop", "half");
  await pull(ana, 160);
  await expect(sheet(ana)).toHaveAttribute("data-stop", "peek");
  await pull(ana, -600);
  await expect(sheet(ana)).toHaveAttribute("data-stop", "full");
});

test("the globe beside a sheet is turned by a finger, and keeps its pin", async ({ people }) => {
  const [ana] = await people("Ana");
  await ana.register();
  await ana.goto("/app/inbox");
  await ana.page.getByRole("button", { name: "Show half of the page" }).press("Enter");
  const globe = ana.globe();
  await expect(globe).toHaveAttribute("data-land", "here");
  const before = await globe.getAttribute("data-center");
  await ana.page.mouse.move(150, 200);
  await ana.page.mouse.down();
  await ana.page.mouse.move(220, 230, { steps: 5 });
  await ana.page.mouse.up();
  await expect(globe).not.toHaveAttribute("data-center", before ?? "");
  // A tap beside a page puts no pin anywhere.
  await ana.page.mouse.click(195, 200);
  await ana.open("Globe");
  await expect(ana.page.getByText("Tap the globe to drop your pin.")).toBeVisible();
});
