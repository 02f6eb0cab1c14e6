// « Faire le point », in the page and nowhere else: answers live in this function's
// variables until the page goes. No storage, no cookie, no address, no request.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const show = (element, wanted) => element && (element.hidden = !wanted);

  const fail = () => show(byId("panne"), true);
  window.addEventListener("error", fail);
  window.addEventListener("unhandledrejection", fail);

  const pack = JSON.parse(byId("pack").textContent);
  const here = JSON.parse(byId("ici").textContent);
  const items = all("fieldset[data-item]");
  let answers = {};
  let calls = false;
  let place = 0;
  let oneByOne = false;
  let last = null;

  // --- answering ---------------------------------------------------------------------

  const answered = (item) => item.dataset.item in answers;

  const refresh = (item) => {
    show(item.querySelector("[data-clear]"), answered(item));
    const next = byId("apres");
    next.lastChild.textContent = answered(items[place]) ? next.dataset.next : next.dataset.skip;
  };

  byId("questions").addEventListener("change", (event) => {
    const item = event.target.closest("[data-item]");
    if (!item) return;
    const value = event.target.value;
    answers[item.dataset.item] = value === "na" ? "na" : Number(value);
    refresh(item);
    // Somebody says they think of dying: help comes at once, not with the result.
    if ("sensitive" in item.dataset && Number(value) > 0) openHelp();
  });

  const clear = (item) => {
    for (const input of all("input", item)) input.checked = false;
    delete answers[item.dataset.item];
    refresh(item);
  };

  const openHelp = () => {
    byId("sos").open = true;
    byId("sos").querySelector("summary").focus();
  };
  byId("sos").addEventListener("toggle", (event) => {
    calls = calls || event.target.open;
  });

  const speak = () => {
    const chosen = byId("profession") ? byId("profession").selectedOptions[0] : null;
    const group = chosen ? chosen.dataset.group || "" : "";
    for (const item of items) {
      const texts = all("[data-variant]", item);
      const own = texts.find((text) => text.dataset.variant === group) || texts[0];
      for (const text of texts) show(text, text === own);
    }
    show(byId("attestation"), Boolean(chosen) && "certified" in chosen.dataset);
  };

  // --- going from one to the next --------------------------------------------------

  const screens = ["accueil", "questions", "resultat"];
  const screen = (name) => {
    for (const one of screens) show(byId(one), one === name);
    // Past the first screen the title is for readers only: phrases need the room.
    byId("titre").classList.toggle("hidden", name !== "accueil");
    const from = name === "accueil" ? 0 : document.querySelector(".top").offsetHeight;
    window.scrollTo({ top: from, behavior: "instant" });
  };

  const layOut = () => {
    byId("questions").className = oneByOne ? "one" : "all";
    for (const [n, item] of items.entries()) show(item, !oneByOne || n === place);
    for (const part of all("[data-part]"))
      show(part, all("[data-item]", part).some((item) => !item.hidden));
    show(byId("barre"), oneByOne);
    show(byId("fin-toutes"), !oneByOne);
    const where = byId("place");
    where.textContent = where.dataset.text
      .replace("{n}", place + 1)
      .replace("{total}", items.length);
    byId("avance").max = items.length;
    byId("avance").value = place + 1;
    refresh(items[place]);
  };

  const ask = (one, at = 0) => {
    oneByOne = one;
    place = at;
    screen("questions");
    layOut();
    items[at].querySelector("legend").focus({ preventScroll: one || at === 0 });
  };

  const step = (by) => {
    if (place + by < 0) screen("accueil");
    else if (place + by >= items.length) finish();
    else ask(true, place + by);
  };

  // --- the result ----------------------------------------------------------------------

  const readingsShown = (readings) => {
    for (const block of all("[data-reading]")) {
      const band = readings[block.dataset.reading].band || "";
      for (const words of all("[data-band]", block)) show(words, words.dataset.band === band);
      let reached = band !== "";
      for (const bar of all("[data-step]", block)) {
        bar.classList.toggle("on", reached);
        if (bar.dataset.step === band) reached = false;
      }
    }
  };

  const dimensionsPlaced = ({ pressures, supports, strengthen }) => {
    const dimension = (name) => document.querySelector(`.dimension[data-reading="${name}"]`);
    const put = (list, names) => {
      for (const name of names) {
        byId(list).append(dimension(name));
        show(dimension(name).querySelector("[data-advice]"), list !== "solide");
      }
    };
    const scales = pack.scales.filter((scale) => dimension(scale.id));
    for (const scale of scales) {
      byId("reste").append(dimension(scale.id));
      show(dimension(scale.id).querySelector("[data-advice]"), false);
    }
    put("lourd", pressures);
    put("solide", supports);
    put("faible", strengthen ? [strengthen] : []);
    show(byId("a-renforcer"), Boolean(strengthen));
    show(byId("rien-ne-pese"), !pressures.length);
    show(byId("rien-ne-tient"), !supports.length);
    show(byId("autres"), byId("reste").children.length > 0);
  };

  const finish = () => {
    last = SelfCheck.assess(pack, answers, calls);
    readingsShown(last.readings);
    dimensionsPlaced(last);
    const holder = document.querySelector("[data-card]").parentElement;
    for (const card of all("[data-card]")) show(card, last.cards.includes(card.dataset.card));
    for (const name of last.cards)
      holder.append(document.querySelector(`[data-card="${name}"]`));
    // At the gravest level the voice at the end of the line comes before any words of ours.
    byId("suite").open = last.level < 3;
    speak();
    screen("resultat");
    byId("titre-resultat").focus({ preventScroll: true });
  };

  // --- paper -----------------------------------------------------------------------------

  const print = (what, after = () => {}) => {
    document.body.dataset.print = what;
    const folds = [byId("suite"), byId("autres")].map((fold) => [fold, fold.open]);
    for (const [fold] of folds) fold.open = true;
    const done = () => {
      for (const [fold, wasOpen] of folds) fold.open = wasOpen;
      delete document.body.dataset.print;
      after();
    };
    window.addEventListener("afterprint", done, { once: true });
    window.print();
  };

  const fill = (fields) => {
    for (const row of all("[data-field]")) {
      const value = fields[row.dataset.field] || "";
      row.textContent = value;
      // No number typed: no line for it.
      show(row.parentElement, value);
      show(row.parentElement.previousElementSibling, value);
    }
  };

  const attest = () => {
    const button = byId("attester");
    const nom = byId("nom").textContent.trim();
    const rpps = byId("rpps").textContent.replace(/\s/g, "");
    const wrong = !nom ? "nom" : rpps && !SelfCheck.isRpps(rpps) ? "rpps" : "";
    const said = { nom: button.dataset.noName, rpps: button.dataset.noRpps, "": "" }[wrong];
    byId("faute-attestation").textContent = said;
    if (wrong) return byId(wrong).focus();
    const date = new Intl.DateTimeFormat(here.locale, { dateStyle: "long" }).format(new Date());
    fill({ nom, rpps, date });
    print("feuille", () => fill({}));
  };

  // --- the count, in a page apart -------------------------------------------------------

  let counting = null;
  const openCount = () => {
    counting = window.open(byId("ouvrir").dataset.address, "_blank");
    show(byId("pas-ouverte"), !counting);
  };
  window.addEventListener("message", (event) => {
    const isOurs = event.origin === location.origin && event.source === counting;
    if (!isOurs || event.data !== "ready" || !last || !byId("oui-compter").checked) return;
    const state = pack.scales.find((scale) => scale.role === "state");
    counting.postMessage(
      {
        community: here.community,
        state: last.readings[state.id].band,
        pressures: last.pressures.slice(0, 2),
      },
      location.origin,
    );
    counting = null;
  });

  // --- leaving nothing -------------------------------------------------------------------

  const wipe = () => {
    answers = {};
    last = null;
    calls = false;
    for (const input of all("input")) input.checked = false;
    for (const written of all(".write")) written.textContent = "";
    for (const list of all("select")) list.selectedIndex = 0;
    fill({});
    for (const button of all("[data-clear]")) show(button, false);
    byId("sos").open = false;
    show(byId("ouvrir-comptage"), false);
    show(byId("panne"), false);
    speak();
  };

  const erase = () => {
    wipe();
    screen("accueil");
    byId("contenu").focus({ preventScroll: true });
  };

  const leave = (event) => {
    event.preventDefault();
    const address = byId("quitter").href;
    try {
      wipe();
    } finally {
      document.body.replaceChildren();
      location.replace(address);
    }
  };
  window.addEventListener("pagehide", wipe);
  window.addEventListener("pageshow", (event) => event.persisted && erase());

  // --- buttons -----------------------------------------------------------------------------

  const on = (id, act) => byId(id) && byId(id).addEventListener("click", act);
  on("une", () => ask(true));
  on("toutes", () => ask(false));
  on("avant", () => step(-1));
  on("apres", () => step(1));
  on("reprendre", () => ask(oneByOne, 0));
  on("imprimer", () => print("result"));
  on("attester", attest);
  on("ouvrir", openCount);
  on("quitter", leave);
  for (const link of all("[data-leave]")) link.addEventListener("click", leave);
  for (const button of all("[data-finish]")) button.addEventListener("click", finish);
  for (const button of all("[data-erase]")) button.addEventListener("click", erase);
  for (const button of all("[data-clear]"))
    button.addEventListener("click", () => {
      const item = button.closest("[data-item]");
      clear(item);
      item.querySelector("legend").focus();
    });
  for (const button of all("[data-goto]"))
    button.addEventListener("click", () => {
      const part = document.querySelector(`[data-part="${button.dataset.goto}"]`);
      ask(oneByOne, items.indexOf(part.querySelector("[data-item]")));
    });
  if (byId("profession")) byId("profession").addEventListener("change", speak);
  if (byId("oui-compter"))
    byId("oui-compter").addEventListener("change", (event) =>
      show(byId("ouvrir-comptage"), event.target.checked),
    );
  document.querySelector(".skip").addEventListener("click", (event) => {
    // The address does not change, even by a word.
    event.preventDefault();
    byId("contenu").focus();
  });

  // --- ready ---------------------------------------------------------------------------------

  for (const written of all(".write")) {
    // A browser that does not know « plaintext-only » takes any text; only text is read.
    if (!written.isContentEditable) written.contentEditable = "true";
    byId(`${written.id}-nom`).addEventListener("click", () => written.focus());
  }
  wipe();
  show(byId("sans-script"), false);
  for (const element of all("[data-script]")) show(element, true);
  screen("accueil");
})();
