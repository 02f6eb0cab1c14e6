// A community's count: four numbers at most, each sent by itself, in no order, after a
// wait of its own, so that nobody can tell which ones came together.
(() => {
  const byId = (id) => document.getElementById(id);
  const show = (element, wanted) => (element.hidden = !wanted);
  const here = JSON.parse(byId("ici").textContent);
  const opener = window.opener;
  let increments = [];

  const below = (most) => crypto.getRandomValues(new Uint32Array(1))[0] % most;
  const wait = () =>
    new Promise((done) => setTimeout(done, below(Math.max(1, Math.round(here.delay * 1000)))));
  const shuffled = (list) => {
    const left = [...list];
    return list.map(() => left.splice(below(left.length), 1)[0]);
  };
  const say = (name) => {
    for (const one of document.querySelectorAll("[data-said]"))
      show(one, one.dataset.said === name);
  };

  const names = (list) => {
    byId("envois").replaceChildren(
      ...list.map(({ measure, value }) => {
        const line = document.createElement("li");
        line.textContent = here.names[value ? `${measure}:${value}` : measure];
        return line;
      }),
    );
  };

  window.addEventListener("message", (event) => {
    if (event.origin !== location.origin || event.source !== opener || increments.length) return;
    const { community, state, pressures } = event.data;
    increments = [
      { measure: "taking-part", value: "" },
      ...(state ? [{ measure: "state", value: state }] : []),
      ...pressures.map((value) => ({ measure: "pressure", value })),
    ];
    names(increments);
    byId("communaute").value = community;
    show(byId("vide"), false);
    show(byId("pret"), true);
  });

  const send = async ({ measure, value }, community) => {
    await wait();
    const answer = await fetch(location.pathname, {
      method: "POST",
      body: new URLSearchParams({ community, measure, value }),
      credentials: "omit",
      cache: "no-store",
    });
    if (!answer.ok) throw new Error("not counted");
  };

  byId("envoyer").addEventListener("click", async () => {
    const community = byId("communaute").value;
    if (!community) {
      say("choisir");
      return byId("communaute").focus();
    }
    byId("envoyer").disabled = true;
    say("en-cours");
    try {
      for (const one of shuffled(increments)) await send(one, community);
      say("fini");
    } catch {
      say("rate");
    }
    increments = [];
    byId("envois").replaceChildren();
  });

  window.addEventListener("pagehide", () => {
    increments = [];
    byId("envois").replaceChildren();
  });
  if (opener) opener.postMessage("ready", location.origin);
})();
