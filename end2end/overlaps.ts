// Which controls of a page lie on each other, or under something that is no control of theirs.
import type { Page } from "@playwright/test";

/**
 * Says in words which visible controls overlap, and which a press would miss, wherever the page is scrolled to.
 * What an open layer (a menu, a card, a dialog) covers is put away while it is open, and is not judged.
 */
export function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const CONTROLS = "a[href], button, input, select, textarea, summary";
    const LAYERS = "dialog[open], [popover]:popover-open, .nav-card, .ghost-lengths, .globe__card > .card, .toast, .update, .viewer-needs";
    // Pixels that two edges may share.
    const TOUCH = 1;
    type Box = { left: number; top: number; right: number; bottom: number };

    const meets = (a: Box, b: Box) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > TOUCH && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > TOUCH;

    /** The part of an element that is inside the window and inside everything that clips it. */
    function seen(element: Element): Box | undefined {
      // A link in running text may stand on two lines: its first part speaks for it.
      const isInline = getComputedStyle(element).display === "inline";
      const { left, top, right, bottom } = (isInline && element.getClientRects()[0]) || element.getBoundingClientRect();
      const box = { left: Math.max(left, 0), top: Math.max(top, 0), right: Math.min(right, innerWidth), bottom: Math.min(bottom, innerHeight) };
      const fixed = (of: Element) => getComputedStyle(of).position === "fixed" || of.matches("dialog, [popover]");
      for (let of: Element | null = element; of && !fixed(of); of = of.parentElement) {
        const parent = of.parentElement;
        if (!parent || parent === document.documentElement || getComputedStyle(parent).overflow === "visible") continue;
        const clip = parent.getBoundingClientRect();
        box.left = Math.max(box.left, clip.left);
        box.top = Math.max(box.top, clip.top);
        box.right = Math.min(box.right, clip.right);
        box.bottom = Math.min(box.bottom, clip.bottom);
      }
      return box.right - box.left > TOUCH && box.bottom - box.top > TOUCH ? box : undefined;
    }

    /** What is pressed to use a control: itself, or the label around one that cannot be seen. */
    function surface(control: HTMLElement): HTMLElement | undefined {
      const shown = (one: Element) => {
        const { width, height } = one.getBoundingClientRect();
        return width >= 2 && height >= 2 && one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      };
      if (control.closest("[inert], [aria-hidden=true]")) return undefined;
      if (shown(control)) return control;
      const label = control.closest("label");
      return label && shown(label) ? label : undefined;
    }

    // Pins stand where people are, and the globe itself keeps them apart.
    const controls = [...document.querySelectorAll<HTMLElement>(CONTROLS)].filter((one) => !one.matches(".pin, .crowd, .skip"));
    const surfaces = [...new Set(controls.map(surface).filter((one) => one !== undefined))];
    const name = (one: Element) => {
      const words = one.ariaLabel ?? (one as HTMLElement).innerText ?? "";
      return `${one.localName} “${words.trim().replace(/\s+/g, " ").slice(0, 40) || one.id || one.className}”`;
    };
    const layers = () => [...document.querySelectorAll(LAYERS)].filter((one) => one.checkVisibility() && seen(one));
    const under = (one: Element, box: Box) =>
      layers().some((layer) => !layer.contains(one) && !one.contains(layer) && meets(layer.getBoundingClientRect(), box));

    const said = new Set<string>();
    function compare(where: string) {
      const boxes = surfaces.flatMap((one) => {
        const box = seen(one);
        return box && !under(one, box) ? [{ one, box }] : [];
      });
      boxes.forEach((a, at) => {
        for (const b of boxes.slice(at + 1)) {
          const related = a.one.contains(b.one) || b.one.contains(a.one) || a.one.parentElement === b.one.closest(".field-with");
          if (!related && meets(a.box, b.box)) said.add(`${name(a.one)} overlaps ${name(b.one)} ${where}`);
        }
      });
    }

    compare("at first");
    for (const one of surfaces) {
      one.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const box = seen(one);
      if (!box) {
        if (!under(one, one.getBoundingClientRect())) said.add(`${name(one)} cannot be scrolled into view`);
        continue;
      }
      if (under(one, box)) continue;
      compare("once scrolled");
      // The middle, and points between it and the edges: corners of round buttons belong to nobody.
      for (const [x, y] of [[0.5, 0.5], [0.25, 0.3], [0.75, 0.3], [0.25, 0.7], [0.75, 0.7], [0.5, 0.1], [0.5, 0.9]]) {
        const top = document.elementFromPoint(box.left + x * (box.right - box.left), box.top + y * (box.bottom - box.top));
        const own = top && (one.contains(top) || top.closest("label")?.contains(one) || top.closest(".field-with")?.contains(one));
        if (!own) said.add(`${name(one)} is covered by ${top ? name(top.closest("a, button, summary") ?? top) : "nothing"}`);
      }
    }
    scrollTo(0, 0);
    return [...said];
  });
}
