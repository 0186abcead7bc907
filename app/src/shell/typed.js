// Marks what a person changes before the page's program lives: the program takes it over (app/src/start/typed.rs).
const markTyped = ({ target }) => {
  const app = document.getElementById("app");
  if (app?.contains(target) && !app.dataset.started) target.dataset.typed = "";
};
for (const kind of ["input", "change"]) addEventListener(kind, markTyped, true);
