// The timeline: draws the years of the briefs that are chosen, and the months where one year is.
(function () {
  "use strict";

  const svg = document.getElementById("timeline-picture");
  if (!svg || !window.briefsChosen) {
    return;
  }
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const element = window.briefsSvg;
  const [, , width] = svg.getAttribute("viewBox").split(" ").map(Number);
  const base = Number(svg.querySelector(".ib-axis").getAttribute("y1"));

  // The place of each year on the axis; a long run of empty years is a break.
  function spread(years) {
    let at = 0;
    return years.map((year, n) => {
      const gap = n ? year - years[n - 1] : 0;
      at += gap <= 8 ? gap : 3;
      return [year, at];
    });
  }

  window.briefsChosen((found) => {
    const facets = window.briefsFacets;
    const dated = found.chosen.filter((at) => facets.month[at]);
    const years = [...new Set(dated.map((at) => Math.floor(facets.month[at] / 100)))];
    const one = years.length === 1;
    if (found.all && !one) {
      return;
    }
    const counts = new Map();
    dated.forEach((at) => {
      const key = one ? facets.month[at] % 100 : Math.floor(facets.month[at] / 100);
      counts.set(key, (counts.get(key) || 0) + 1);
    });
    const slots = one ? MONTHS.map((_, at) => [at + 1, at]) : spread([...counts.keys()].sort((a, b) => a - b));
    const size = slots.length ? slots[slots.length - 1][1] + 1 : 1;
    const step = width / size;
    const most = Math.max(...counts.values());
    const bars = [], ticks = [];
    let last = -size;
    slots.forEach(([at, slot]) => {
      const name = one ? MONTHS[at - 1] + " " + years[0] : String(at);
      if (slot - last >= size / 12) {
        ticks.push(element("text", { class: "ib-tick", x: Math.min(Math.max((slot + 0.5) * step, 32), width - 32), y: base + 26 }, one ? MONTHS[at - 1] : name));
        last = slot;
      }
      const number = counts.get(at);
      if (!number) {
        return;
      }
      const query = new URLSearchParams(found.state);
      query.delete("year");
      query.delete("month");
      query.set(one ? "month" : "year", one ? found.briefs.monthTerm(years[0] * 100 + at) : name);
      const words = name + ": " + window.briefsTold(number);
      const high = Math.max(2, (base - 10) * number / most);
      bars.push(element("a", { href: found.browse + "?" + query.toString(), "aria-label": words }, element("title", {}, words),
        element("rect", { class: "ib-bar", x: (slot + 0.1) * step, y: base - high, width: step * 0.8, height: high })));
    });
    document.getElementById("timeline-bars").replaceChildren(...bars);
    document.getElementById("timeline-ticks").replaceChildren(...ticks);
    const unknown = (one ? counts.get(0) || 0 : 0);
    const missing = found.chosen.length - dated.length;
    window.briefsSay(found, window.briefsTold(dated.length) + (one ? " by month of " + years[0] : " of those chosen by year") +
      (unknown ? ", " + unknown + " of them in a month that is not known" : "") + (missing ? "; of " + missing + " more the year is not known." : "."));
  });
})();
