// The browse page: shows the briefs that fit what is chosen. That is in the address, so that a view can be sent, kept
// and gone back to.
(function () {
  "use strict";

  const facets = window.briefsFacets;
  const app = document.getElementById("browse-app");
  if (!facets || !app) {
    return;
  }

  const PAGE = 50;
  const LABELS = { kind: "Kind", outcome: "Outcome", country: "Country", status: "Status", group: "Group",
    weapon: "Weapon", year: "Year", month: "Month", killed: "Killed", injured: "Injured", changed: "Changed since",
    text: "Words" };

  const form = document.getElementById("browse-form");
  const list = document.getElementById("browse-list");
  const count = document.getElementById("browse-count");
  const chips = document.getElementById("browse-chips");
  const pager = document.getElementById("browse-pager");
  const none = document.getElementById("browse-none");
  const total = facets.count;
  const address = (id) => app.dataset.brief.replace("{id}", id);
  const briefs = window.briefsBrowse(facets, app.dataset.rows, address);
  const { LISTS, RANGES, everybody, rowsOf, row, labels, labelOf } = briefs;
  const chosen = (name) => state.getAll(name);
  const words = () => briefs.words(state);
  const range = (name) => briefs.range(state, name);
  const since = () => briefs.since(state);

  let state = new URLSearchParams(window.location.search);
  let shown = []; // positions of all briefs that fit, in the order of the list

  const element = window.briefsElement;

  function name(text) {
    return element("bdi", {}, text);
  }

  function byline(at) {
    const it = row(at);
    const line = element("span", { class: "ib-byline" });
    if (it[2]) {
      line.append(it[3] ? element("time", { datetime: it[3] }, it[2]) : element("span", {}, it[2]));
    }
    labels("kind", at).forEach((label) => line.append(element("span", {}, label)));
    const place = [it[4], ...labels("country", at)].filter((part, n, all) => part && all.indexOf(part) === n).join(", ");
    if (place) {
      line.append(element("span", {}, name(place)));
    }
    [...labels("outcome", at), ...labels("status", at)].forEach((label) => line.append(element("span", {}, label)));
    return line;
  }

  function result(at) {
    const it = row(at);
    const item = element("li", { class: "ib-result" });
    item.append(element("a", { class: "ib-title", href: address(it[0]) }, name(it[1])), " ", byline(at));
    const facts = element("dl", { class: "ib-result-facts" });
    [["Killed", it[5]], ["Injured", it[6]]].forEach(([label, said]) => {
      if (said) {
        facts.append(element("div", {}, element("dt", {}, label), " ", element("dd", {}, said)));
      }
    });
    if (it[7].length) {
      const held = element("dd", {});
      it[7].forEach((who, n) => held.append(n ? "; " : "", name(who)));
      facts.append(element("div", {}, element("dt", {}, "Held responsible"), " ", held));
    }
    if (facts.childElementCount) {
      item.append(facts);
    }
    return item;
  }

  function told(number) {
    return number.toLocaleString("en") + (number === 1 ? " brief" : " briefs");
  }

  function showChips() {
    chips.textContent = "";
    const add = (key, value, label) => {
      const button = element("button", { type: "button", class: "ib-chip" }, name(label), element("span", { "aria-hidden": "true" }, " ×"),
        element("span", { class: "ib-hidden" }, " (take away)"));
      button.addEventListener("click", () => {
        change((next) => drop(next, key, value));
        count.focus();
      });
      chips.append(element("li", {}, button));
    };
    if (words().length) {
      add("text", null, "“" + state.get("text") + "”");
    }
    LISTS.forEach((key) => chosen(key).forEach((term) => add(key, term, LABELS[key] + ": " + labelOf(key, term))));
    RANGES.forEach((key) => {
      const limits = range(key);
      if (limits) {
        const most = limits[1] === Infinity ? " or more" : " to " + limits[1];
        add(key, null, LABELS[key] + ": " + limits[0] + most);
      }
    });
    if (since()) {
      add("changed", null, "Changed since " + state.get("changed"));
    }
    chips.hidden = !chips.childElementCount;
  }

  function drop(next, key, value) {
    const rest = next.getAll(key).filter((term) => value !== null && term !== value);
    next.delete(key);
    rest.forEach((term) => next.append(key, term));
  }

  function showPager(page, pages) {
    pager.textContent = "";
    pager.hidden = pages < 2;
    const add = (to, label) => {
      const next = new URLSearchParams(state);
      next.set("page", to);
      const link = element("a", { href: "?" + next.toString() }, label);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        change((now) => now.set("page", to), true);
        count.focus();
      });
      pager.append(link);
    };
    if (page > 1) {
      add(page - 1, "‹ Before");
    }
    pager.append(element("span", {}, "Page " + page + " of " + pages));
    if (page < pages) {
      add(page + 1, "Next ›");
    }
  }

  let turn = 0;

  function show() {
    const mine = ++turn;
    const whole = words().length > 0 || (state.get("sort") || "").replace("-", "") === "title";
    if (whole && !briefs.complete()) {
      count.textContent = "Looking…";
    }
    rowsOf(whole ? everybody : []).then(() => {
      if (mine !== turn) {
        return Promise.resolve(); // something else was chosen meanwhile
      }
      const made = briefs.tests(state);
      const all = Object.values(made);
      shown = briefs.sorted(state, everybody.filter((at) => all.every((test) => test(at))));
      options.tally(made);
      lead();
      showChips();
      const pages = Math.max(1, Math.ceil(shown.length / PAGE));
      const page = Math.min(pages, Math.max(1, Number(state.get("page")) || 1));
      const those = shown.slice((page - 1) * PAGE, page * PAGE);
      return rowsOf(those).then(() => {
        if (mine !== turn) {
          return;
        }
        list.replaceChildren(...those.map(result));
        list.setAttribute("start", String((page - 1) * PAGE + 1));
        count.textContent = shown.length === total ? "All " + told(total) : shown.length.toLocaleString("en") + " of " + told(total);
        none.hidden = shown.length > 0 || total === 0;
        form.querySelectorAll(".ib-take button").forEach((button) => { button.disabled = !shown.length; });
        showPager(page, pages);
      });
    }).catch(() => {
      count.textContent = "The list could not be loaded. Load the page again, or use the plain tables.";
      app.dataset.failed = "true";
    });
  }

  function change(make, keepPage) {
    const next = new URLSearchParams(state);
    make(next);
    if (!keepPage) {
      next.delete("page");
    }
    if (next.toString() === state.toString()) {
      return;
    }
    state = next;
    remember("push");
    read();
    show();
  }

  // The same choice as a map or a timeline
  function lead() {
    const query = new URLSearchParams(state);
    query.delete("page");
    query.delete("sort");
    document.querySelectorAll("[data-view]").forEach((link) => {
      link.setAttribute("href", link.dataset.view + (query.toString() ? "?" + query.toString() : ""));
    });
  }

  function remember(how) {
    const query = state.toString();
    window.history[how + "State"](null, "", window.location.pathname + (query ? "?" + query : ""));
  }

  // What the fields that are typed into and the order say
  function read() {
    if (document.activeElement !== form.elements.text) {
      form.elements.text.value = state.get("text") || "";
    }
    RANGES.forEach((key) => {
      const limits = range(key);
      form.elements[key + "-least"].value = limits && limits[0] ? limits[0] : "";
      form.elements[key + "-most"].value = limits && limits[1] !== Infinity ? limits[1] : "";
    });
    form.elements.changed.value = since() ? state.get("changed") : "";
    form.elements.sort.value = state.get("sort") || "-date";
    if (form.elements.sort.selectedIndex < 0) {
      form.elements.sort.value = "-date";
    }
  }

  function take(kind) {
    rowsOf(shown).then(() => {
      const text = briefs.file(kind, shown);
      const type = kind === "json" ? "application/json" : "text/csv;charset=utf-8";
      const url = URL.createObjectURL(new Blob([text], { type: type }));
      const link = element("a", { href: url, download: "briefs." + kind });
      document.body.append(link);
      link.click();
      link.remove();
      window.setTimeout(() => URL.revokeObjectURL(url), 10000);
    });
  }

  form.addEventListener("change", (event) => {
    const field = event.target;
    if (field.type === "checkbox") {
      change((next) => {
        drop(next, field.name, field.value);
        if (field.checked) {
          next.append(field.name, field.value);
        }
      });
    } else if (field.name === "sort" || field.name === "changed") {
      change((next) => (field.value && field.value !== "-date" ? next.set(field.name, field.value) : next.delete(field.name)));
    } else if (/-(least|most)$/.test(field.name)) {
      const key = field.name.replace(/-(least|most)$/, "");
      const limits = [form.elements[key + "-least"].value, form.elements[key + "-most"].value].map((value) => value.replace(/\D/g, ""));
      change((next) => (limits.join("") ? next.set(key, limits.join("-")) : next.delete(key)));
    }
  });
  let typing = 0;
  form.elements.text.addEventListener("input", () => {
    window.clearTimeout(typing);
    typing = window.setTimeout(() => {
      state.delete("page");
      const text = form.elements.text.value.trim();
      if (text) {
        state.set("text", text);
      } else {
        state.delete("text");
      }
      remember("replace");
      show();
    }, 150);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    form.elements.text.value = "";
    change((next) => [...next.keys()].forEach((key) => next.delete(key)));
  });
  form.querySelectorAll(".ib-take button").forEach((button) => button.addEventListener("click", () => take(button.value)));
  window.addEventListener("popstate", () => {
    state = new URLSearchParams(window.location.search);
    read();
    show();
  });

  state = briefs.tidy(state, [...form.elements.sort.options].map((option) => option.value));
  remember("replace");
  const options = window.briefsOptions(facets, briefs, chosen);
  read();
  // On a wide page the first facets stand open; those in which something is chosen always do.
  const wide = window.matchMedia("(min-width: 60em)").matches;
  document.getElementById("browse-filters").open = wide;
  ["kind", "country", "year"].forEach((facet) => {
    document.getElementById("browse-" + facet).closest("details").open = wide;
  });
  LISTS.filter((key) => chosen(key).length).forEach((key) => {
    document.getElementById("browse-" + (key === "month" ? "year" : key)).closest("details").open = true;
  });
  document.getElementById("browse-plain").hidden = true;
  app.hidden = false;
  show();
})();
