// The switch between light and dark.

function startTheme() {
  const THEME = "cckm-lint-theme";
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Storage may be closed to a page that was opened from a disk.
  const stored = () => { try { return localStorage.getItem(THEME); } catch { return null; } };
  const store = (theme) => { try { localStorage.setItem(THEME, theme); } catch { /* kept for this visit only */ } };
  const worn = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const other = () => (worn() === "dark" ? "light" : "dark");
  const name = () => {
    button.textContent = other() === "dark" ? "Dark" : "Light";
    button.title = `Show the page in ${other()}`;
  };
  if (["light", "dark"].includes(stored())) root.dataset.theme = stored();
  button.addEventListener("click", () => { const theme = other(); root.dataset.theme = theme; store(theme); name(); });
  dark.addEventListener("change", name);
  name();
  button.hidden = false;
}
