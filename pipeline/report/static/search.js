// Search over all quotes. The index is loaded piece by piece, as scripts: pages from disk may load nothing else.
(function () {
  "use strict";
  const SHOWN = 30;
  const loaded = { index: {}, words: {}, documents: {} };
  const waiting = new Map();
  let run = 0;
  let rest = [];

  window.kehoachSearch = (kind, key, content) => {
    loaded[kind][key] = content;
  };

  function load(name) {
    if (!waiting.has(name)) {
      waiting.set(
        name,
        new Promise((done) => {
          const script = document.createElement("script");
          script.src = "search/" + name + ".js";
          script.onload = script.onerror = () => done();
          document.head.append(script);
        }),
      );
    }
    return waiting.get(name);
  }

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const marked = (text) => text.normalize("NFC").toLowerCase();
  const words = (text) => fold(text).match(/[a-z0-9]+/g) || [];

  async function holding(word, last) {
    const prefix = word.slice(0, 2);
    const shards = last && word.length < 2 ? loaded.index[""].prefixes.filter((name) => name.startsWith(word)) : [prefix];
    const found = new Set();
    for (const shard of shards) {
      if (!loaded.index[""].prefixes.includes(shard)) continue;
      await load("words-" + shard);
      for (const [known, documents] of Object.entries(loaded.words[shard])) {
        if (known === word || (last && known.startsWith(word))) documents.forEach((number) => found.add(number));
      }
    }
    return found;
  }

  async function search(query) {
    const own = ++run;
    await load("index");
    const parts = words(query);
    let documents = null;
    for (const [index, word] of parts.entries()) {
      const found = await holding(word, index === parts.length - 1);
      documents = documents ? documents.filter((number) => found.has(number)) : Array.from(found).sort((a, b) => a - b);
    }
    if (own !== run) return;
    rest = documents || [];
    document.getElementById("hits").replaceChildren();
    await more(query, own);
  }

  async function more(query, own) {
    const group = loaded.index[""].group;
    const hits = [];
    while (rest.length && hits.length < SHOWN) {
      const number = rest.shift();
      const name = Math.floor(number / group);
      await load("documents-" + name);
      if (own !== run) return;
      hits.push(...quotes(loaded.documents[name][number % group], query));
    }
    document.getElementById("hits").append(...hits);
    const count = document.getElementById("hits").children.length;
    document.getElementById("found").textContent = count + (rest.length ? " +" : "");
    document.getElementById("more").hidden = !rest.length;
  }

  function quotes([docId, title, rows], query) {
    const bears = marked(query) !== fold(query);
    const needle = (bears ? marked : fold)(query.trim().replace(/\s+/g, " "));
    const same = bears ? marked : fold;
    const found = [];
    if (same(title).includes(needle)) found.push(hit(docId, title, "", "", null, title, needle, same));
    const seen = new Set();
    for (const [rowId, table, page, quote] of rows) {
      const mark = table + quote;
      if (!same(quote).includes(needle) || seen.has(mark)) continue;
      seen.add(mark);
      found.push(hit(docId, title, rowId, table, page, quote, needle, same));
    }
    return found;
  }

  function hit(docId, title, rowId, table, page, quote, needle, same) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "documents/" + docId + ".html" + (rowId ? "#" + rowId : "");
    const composed = quote.normalize("NFC");
    const start = same(composed).indexOf(needle); // both foldings keep the length of composed letters
    const bold = document.createElement("mark");
    bold.textContent = composed.slice(start, start + needle.length);
    link.append(composed.slice(0, start), bold, composed.slice(start + needle.length));
    const about = document.createElement("span");
    about.className = "quiet";
    about.textContent = [title, table, page].filter(Boolean).join(" · ");
    item.append(link, " ", about);
    return item;
  }

  const box = document.getElementById("query");
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(box.value));
    search(box.value);
  });
  document.getElementById("more").addEventListener("click", () => more(box.value, run));
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    box.value = asked;
    search(asked);
  }
})();
