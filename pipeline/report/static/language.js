// The reader's language: Vietnamese at first, kept from page to page.
(function () {
  "use strict";
  const KEY = "kehoach-language";
  const root = document.documentElement;

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser may keep nothing for pages from disk
    }
  }

  function show(language) {
    root.dataset.language = language;
    root.lang = language;
    try {
      localStorage.setItem(KEY, language);
    } catch {
      return;
    }
  }

  show(stored() === "en" ? "en" : "vi");
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("language").addEventListener("click", () => show(root.dataset.language === "vi" ? "en" : "vi"));
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const box = document.getElementById("query");
      if (box) box.focus();
      else location.href = root.dataset.root + "search.html";
    }
  });
})();
