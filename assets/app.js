// What the pages need from the browser itself: focus, one-key answers, copy, leaving.
(() => {
  const keys = "toolkit.keys";

  // A new card: its question takes the focus, and the page goes back to its top. Not on
  // the very first load, where the reader starts at the top by itself.
  let shown = null;
  const cardShown = () => {
    const question = document.getElementById("question");
    if (question && question !== shown) {
      if (shown || window.history.state?.idx > 0) {
        question.focus({ preventScroll: true });
        window.scrollTo({ top: 0 });
      }
    }
    shown = question;
  };

  const isTyping = (element) =>
    element && (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable);

  // One key answers a card; the choice to do without is kept in this browser.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isTyping(document.activeElement) || localStorage.getItem(keys) === "off") return;
    const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy],[data-keys],[data-saves]");
    if (!button) return;
    if (button.dataset.copy) {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = button.dataset.copied;
    }
    if ("saves" in button.dataset && document.getElementById("hors-ligne")) unsaved = true;
  });

  // The other language shows the same place: its address takes this one's query, whether
  // it is clicked, opened apart or reached with the keyboard.
  const samePlace = (event) => {
    const other = event.target.closest?.("a[data-language]");
    if (other) other.search = location.search;
  };
  for (const kind of ["pointerdown", "focusin", "click"]) {
    document.addEventListener(kind, samePlace, true);
  }

  document.addEventListener("change", (event) => {
    if (event.target.id === "keys") {
      localStorage.setItem(keys, event.target.checked ? "on" : "off");
    }
  });

  // What is printed says the day it was printed.
  window.addEventListener("beforeprint", () => {
    const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
    for (const place of document.querySelectorAll(".printed time")) {
      place.textContent = day.format(new Date());
    }
  });

  // Answers given while the server is away wait in this page: leaving would lose them.
  let unsaved = false;
  new MutationObserver(() => {
    cardShown();
    if (!document.getElementById("hors-ligne")) unsaved = false;
    const box = document.getElementById("keys");
    if (box && !box.dataset.ready) {
      box.dataset.ready = "yes";
      box.checked = localStorage.getItem(keys) !== "off";
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})();
