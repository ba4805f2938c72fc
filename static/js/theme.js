// Light or dark, as the reader chose; else as the system is. It runs before anything is painted.

(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = remembered();

  root.dataset.themed = "";
  show();
  dark.addEventListener("change", show);
  addEventListener("storage", () => {
    chosen = remembered();
    show();
  });
  addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    chosen = isDark() ? "light" : "dark";
    if (chosen === (dark.matches ? "dark" : "light")) chosen = null;
    remember();
    show();
  });
  addEventListener("DOMContentLoaded", show);

  function isDark() {
    return (chosen || (dark.matches ? "dark" : "light")) === "dark";
  }

  // The button says what it does; who goes back to what the system says follows it again.
  function show() {
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    const button = document.querySelector("[data-theme-switch]");
    if (button) button.textContent = isDark() ? "Light theme" : "Dark theme";
  }

  // A browser may forbid that anything is kept.
  function remembered() {
    try {
      const theme = localStorage.getItem("theme");
      return theme === "light" || theme === "dark" ? theme : null;
    } catch {
      return null;
    }
  }

  function remember() {
    try {
      if (chosen) localStorage.setItem("theme", chosen);
      else localStorage.removeItem("theme");
    } catch {
      // Then it holds for this page alone.
    }
  }
})();
