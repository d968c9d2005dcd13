// The briefs as the browse page knows them: what each is, which fit what is chosen, in which order, and as a file.
// The facets are here from the start, in columns; the rows come in pieces, by script tags, which work from files too.
window.briefsBrowse = function (facets, rowFile, address) {
  "use strict";

  const ONE = ["kind", "outcome", "country", "status"];
  const MANY = ["group", "weapon"];
  const LISTS = [...ONE, ...MANY, "year", "month"];
  const RANGES = ["killed", "injured"];
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const everybody = Array.from({ length: facets.count }, (_, at) => at);

  // Rows: pieces are asked for once, and handed over by a call.

  const pieces = new Map();
  const waiting = new Map();

  window.briefsRows = function (number, rows) {
    pieces.set(number, rows);
    waiting.get(number).done();
  };

  function piece(number) {
    let asked = waiting.get(number);
    if (!asked) {
      asked = {};
      asked.promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = rowFile.replace("{n}", number);
        script.onerror = () => reject(new Error(script.src));
        asked.done = resolve;
        document.head.append(script);
      });
      waiting.set(number, asked);
    }
    return asked.promise;
  }

  function rowsOf(positions) {
    const numbers = new Set(positions.map((at) => Math.floor(at / facets.piece)));
    return Promise.all([...numbers].filter((number) => !pieces.has(number)).map(piece));
  }

  function complete() {
    return pieces.size * facets.piece >= facets.count;
  }

  function row(at) {
    return pieces.get(Math.floor(at / facets.piece))[at % facets.piece];
  }

  // Words

  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  const haystacks = new Map();

  function haystack(at) {
    if (!haystacks.has(at)) {
      const facet = [...ONE, ...MANY].map((name) => labels(name, at).join(" "));
      haystacks.set(at, plain([...row(at).flat(), ...facet].join(" ")));
    }
    return haystacks.get(at);
  }

  function words(state) {
    return plain(state.get("text") || "").split(/\s+/).filter(Boolean);
  }

  // Values of a brief: as terms for the address, as labels for people.

  const numbers = {};
  [...ONE, ...MANY].forEach((name) => {
    numbers[name] = new Map(facets.terms[name].map(([term], at) => [term, at]));
  });

  function codes(name, at) {
    const value = facets[name][at];
    return Array.isArray(value) ? value : [value];
  }

  function values(name, at) {
    const month = facets.month[at];
    if (name === "year") {
      return [month ? monthTerm(month).slice(0, 4) : "none"];
    }
    if (name === "month") {
      return month % 100 ? [monthTerm(month)] : [];
    }
    return codes(name, at).map((code) => (code < 0 ? "none" : facets.terms[name][code][0]));
  }

  function labels(name, at) {
    return codes(name, at).filter((code) => code >= 0).map((code) => facets.terms[name][code][1]);
  }

  function monthTerm(month) {
    return String(Math.floor(month / 100)).padStart(4, "0") + "-" + String(month % 100).padStart(2, "0");
  }

  function labelOf(name, term) {
    if (term === "none") {
      return "not stated";
    }
    if (name === "month") {
      return MONTHS[Number(term.slice(5)) - 1] + " " + Number(term.slice(0, 4));
    }
    const at = numbers[name] && numbers[name].get(term);
    return at === undefined ? term : facets.terms[name][at][1];
  }

  // What is chosen

  function range(state, name) {
    const found = /^(\d*)-(\d*)$/.exec(state.get(name) || "");
    if (!found || !(found[1] || found[2])) {
      return null;
    }
    return [Number(found[1] || 0), found[2] ? Number(found[2]) : Infinity];
  }

  function since(state) {
    const day = state.get("changed") || "";
    return /^\d{4}-\d\d-\d\d$/.test(day) ? Number(day.replace(/-/g, "")) : 0;
  }

  function tests(state) {
    const made = {};
    // Years and months are one question, and months that are chosen stand for their year.
    const months = state.getAll("month");
    const years = state.getAll("year").filter((year) => !months.some((month) => month.startsWith(year + "-")));
    const times = new Set([...years, ...months]);
    [...ONE, ...MANY].forEach((name) => {
      const wanted = new Set(state.getAll(name));
      if (wanted.size) {
        made[name] = (at) => values(name, at).some((value) => wanted.has(value));
      }
    });
    if (times.size) {
      made.time = (at) => times.has(values("year", at)[0]) || values("month", at).some((value) => times.has(value));
    }
    RANGES.forEach((name) => {
      const limits = range(state, name);
      if (limits) {
        made[name] = (at) => facets[name][at] >= limits[0] && facets[name][at] <= limits[1];
      }
    });
    if (since(state)) {
      made.changed = (at) => facets.changed[at] >= since(state);
    }
    const looked = words(state);
    if (looked.length) {
      made.text = (at) => looked.every((word) => haystack(at).includes(word));
    }
    return made;
  }

  function sorted(state, positions) {
    const by = state.get("sort") || "-date";
    const up = by.charAt(0) !== "-";
    const name = by.replace(/^-/, "");
    if (RANGES.includes(name) || name === "changed") {
      const missing = (at) => facets[name][at] <= (name === "changed" ? 0 : -1);
      // What is not stated stands last, whichever way one sorts.
      return positions.slice().sort((a, b) =>
        missing(a) - missing(b) || (facets[name][a] - facets[name][b]) * (up ? 1 : -1) || a - b);
    }
    if (name === "title") {
      const order = new Intl.Collator("en");
      return positions.slice().sort((a, b) => order.compare(row(a)[1], row(b)[1]) * (up ? 1 : -1) || a - b);
    }
    // The columns are in the order of dates, the latest first; those without a date stand last both ways.
    const dated = positions.filter((at) => at < facets.dated);
    return (up ? dated.reverse() : dated).concat(positions.filter((at) => at >= facets.dated));
  }

  // An address from elsewhere may name what is nothing of ours: it is left out, and everything else holds.
  function tidy(state, orders) {
    const known = new URLSearchParams();
    const times = new Set(everybody.flatMap((at) => [...values("year", at), ...values("month", at)]));
    LISTS.forEach((key) => new Set(state.getAll(key)).forEach((term) => {
      const ours = key === "year" || key === "month" ? times.has(term)
        : numbers[key].has(term) || (term === "none" && facets[key].includes(-1));
      if (ours) {
        known.append(key, term);
      }
    }));
    RANGES.forEach((key) => range(state, key) && known.set(key, state.get(key)));
    if (since(state)) {
      known.set("changed", state.get("changed"));
    }
    if (words(state).length) {
      known.set("text", state.get("text"));
    }
    if (orders.includes(state.get("sort")) && state.get("sort") !== "-date") {
      known.set("sort", state.get("sort"));
    }
    if (/^[1-9]\d*$/.test(state.get("page") || "")) {
      known.set("page", state.get("page"));
    }
    return known;
  }

  // Exactly what is shown, as a file

  const COLUMNS = ["id", "title", "date", "place", "country", "kind", "outcome", "status", "killed", "injured",
    "responsible", "changed", "page"];

  function record(at) {
    const it = row(at);
    const day = String(facets.changed[at]);
    const facet = Object.fromEntries(ONE.map((name) => [name, labels(name, at).join()]));
    return {
      ...{ id: it[0], title: it[1], date: it[2], place: it[4], ...facet, killed: it[5], injured: it[6], responsible: it[7] },
      changed: facets.changed[at] ? day.slice(0, 4) + "-" + day.slice(4, 6) + "-" + day.slice(6) : "",
      page: new URL(address(it[0]), window.location.href).href,
    };
  }

  function cell(value) {
    const text = (Array.isArray(value) ? value.join("; ") : value).replace(/\s+/g, " ");
    const safe = /^[=+\-@]/.test(text) ? "'" + text : text; // a spreadsheet would take it for a formula
    return /[",]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function file(kind, positions) {
    const records = positions.map(record).map((it) => Object.fromEntries(COLUMNS.map((column) => [column, it[column]])));
    if (kind === "json") {
      return JSON.stringify(records, null, 1) + "\n";
    }
    return [COLUMNS.join(), ...records.map((it) => Object.values(it).map(cell).join()), ""].join("\r\n");
  }

  return {
    ...{ ONE, MANY, LISTS, RANGES, everybody, numbers }, // what there is
    ...{ rowsOf, complete, row, values, labels, labelOf, monthTerm }, // what each brief is
    ...{ words, range, since, tidy, tests, sorted, file }, // what is chosen
  };
};
