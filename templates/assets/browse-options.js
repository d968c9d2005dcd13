// The filters of the browse page: an option for each term that occurs, with how many briefs there would be with it.
window.briefsElement = function (name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
};

window.briefsOptions = function (facets, briefs, chosen) {
  "use strict";

  const MOST = 200; // options of one facet; words find the rest
  const { ONE, MANY, everybody, numbers, values, labelOf, monthTerm } = briefs;
  const element = window.briefsElement;
  const options = {}; // facet -> [{term, item, input, number}]

  function build() {
    [...ONE, ...MANY].forEach((facet) => {
      const terms = facets.terms[facet].slice(0, MOST).map(([term]) => term);
      if (ONE.includes(facet) && facets[facet].includes(-1)) {
        terms.push("none");
      }
      terms.push(...chosen(facet).filter((term) => numbers[facet].has(term) && !terms.includes(term)));
      fill(facet, terms.map((term) => ({ name: facet, term: term })));
    });
    const months = [...new Set(facets.month)].sort((a, b) => b - a);
    const years = new Map();
    months.forEach((month) => {
      const year = month ? monthTerm(month).slice(0, 4) : "none";
      years.set(year, (years.get(year) || []).concat(month % 100 ? [monthTerm(month)] : []));
    });
    const times = [];
    years.forEach((those, year) => {
      times.push({ name: "year", term: year });
      those.forEach((month) => times.push({ name: "month", term: month, year: year }));
    });
    fill("year", times);
  }

  function fill(facet, terms) {
    const place = document.getElementById("browse-" + facet);
    options[facet] = terms.map((it) => {
      const input = element("input", { type: "checkbox", name: it.name, value: it.term });
      const number = element("span", { class: "ib-count" });
      const label = element("label", {}, input, " ", element("bdi", {}, labelOf(it.name, it.term)), " ", number);
      const item = element("li", it.name === "month" ? { class: "ib-month" } : {}, label);
      place.append(item);
      return { ...it, input: input, number: number, item: item };
    });
    place.closest("details").hidden = terms.length === 0;
  }

  function tally(made) {
    // The number beside an option is how many there are with it, whatever else of its own facet is chosen.
    Object.keys(options).forEach((facet) => {
      const own = facet === "year" ? "time" : facet;
      const others = Object.entries(made).filter(([key]) => key !== own).map(([, test]) => test);
      const counts = new Map();
      everybody.forEach((at) => {
        if (others.every((test) => test(at))) {
          (facet === "year" ? [...values("year", at), ...values("month", at)] : values(facet, at)).forEach((term) =>
            counts.set(term, (counts.get(term) || 0) + 1));
        }
      });
      options[facet].forEach((it) => {
        const number = counts.get(it.term) || 0;
        const on = chosen(it.name).includes(it.term);
        const open = it.name !== "month" || on || chosen("year").includes(it.year) ||
          chosen("month").some((month) => month.slice(0, 4) === it.year);
        it.input.checked = on;
        it.number.textContent = number.toLocaleString("en");
        it.item.hidden = !on && (!number || !open);
      });
      const summary = document.getElementById("browse-" + facet).closest("details").querySelector(".ib-chosen");
      const on = facet === "year" ? chosen("year").length + chosen("month").length : chosen(facet).length;
      summary.textContent = on ? on + " chosen" : "";
    });
  }

  build();
  return { tally };
};
