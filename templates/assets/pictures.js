// Pictures: zooms and moves those that allow it, and says to the pages of map and timeline which briefs are chosen.
(function () {
  "use strict";

  // Zoom. A picture tells of each change by an event, so that marks can keep their size.
  document.querySelectorAll(".ib-picture[data-zoom]").forEach((figure) => {
    const svg = figure.querySelector("svg");
    const buttons = figure.querySelector(".ib-zoom");
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const MOST = 40;
    let scale = 1, left = 0, top = 0;

    function apply() {
      scale = Math.min(MOST, Math.max(1, scale));
      left = Math.min(width - width / scale, Math.max(0, left));
      top = Math.min(height - height / scale, Math.max(0, top));
      svg.setAttribute("viewBox", [left, top, width / scale, height / scale].map((n) => n.toFixed(2)).join(" "));
      buttons.querySelector("[value=out]").disabled = buttons.querySelector("[value=all]").disabled = scale === 1;
      buttons.querySelector("[value=in]").disabled = scale === MOST;
      svg.dispatchEvent(new CustomEvent("ib-zoom", { detail: { scale } }));
    }

    // Keeps the given point where it is on the screen.
    function zoom(by, x, y) {
      const before = scale;
      scale = Math.min(MOST, Math.max(1, scale * by));
      left = x - (x - left) * before / scale;
      top = y - (y - top) * before / scale;
      apply();
    }

    function at(event) {
      const box = svg.getBoundingClientRect();
      return [left + (event.clientX - box.left) / box.width * width / scale,
        top + (event.clientY - box.top) / box.height * height / scale];
    }

    svg.briefsZoom = zoom;
    buttons.hidden = false;
    buttons.addEventListener("click", (event) => {
      const value = event.target.value;
      if (value === "all") {
        scale = 1;
        apply();
      } else if (value) {
        zoom(value === "in" ? 2 : 0.5, left + width / scale / 2, top + height / scale / 2);
      }
    });
    // The page scrolls by the wheel alone; with Ctrl, as maps do elsewhere, it zooms.
    svg.addEventListener("wheel", (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(event.deltaY < 0 ? 1.25 : 0.8, ...at(event));
      }
    }, { passive: false });

    let held = null;
    svg.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && event.pointerType === "mouse" || scale > 1) {
        held = { x: event.clientX, y: event.clientY, left, top, moved: false };
      }
    });
    window.addEventListener("pointermove", (event) => {
      if (!held || scale === 1) {
        return;
      }
      const box = svg.getBoundingClientRect();
      const dx = event.clientX - held.x, dy = event.clientY - held.y;
      held.moved = held.moved || Math.hypot(dx, dy) > 4;
      left = held.left - dx / box.width * width / scale;
      top = held.top - dy / box.height * height / scale;
      apply();
    });
    window.addEventListener("pointerup", () => {
      const moved = held && held.moved;
      held = null;
      if (moved) { // the end of a move is no click on the mark below
        svg.addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true });
        window.setTimeout(() => svg.dispatchEvent(new Event("click")), 0);
      }
    });
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    apply();
  });

  // What is chosen on the browse page, which the address carries from view to view.
  const page = document.querySelector("[data-query-page]");
  const query = window.location.search;
  if (!page) {
    return;
  }
  page.querySelectorAll("[data-view]").forEach((link) => link.setAttribute("href", link.dataset.view + query));

  window.briefsChosen = function (draw) {
    const facets = window.briefsFacets;
    const data = document.getElementById("picture-data");
    if (!facets || !data) {
      return;
    }
    const address = (id) => data.dataset.brief.replace("{id}", id);
    const briefs = window.briefsBrowse(facets, data.dataset.rows, address);
    const state = briefs.tidy(new URLSearchParams(query), []);
    const rows = briefs.words(state).length ? briefs.rowsOf(briefs.everybody) : Promise.resolve();
    rows.then(() => {
      const tests = Object.values(briefs.tests(state));
      const chosen = briefs.everybody.filter((at) => tests.every((test) => test(at)));
      draw({ briefs, state, chosen, address, all: chosen.length === facets.count, browse: data.dataset.browse });
    }).catch(() => {}); // what the page shows without a script is complete
  };

  window.briefsSvg = function (name, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  };

  window.briefsSay = function (found, said) {
    const line = document.getElementById("picture-count");
    line.textContent = said + " ";
    if (!found.all) {
      const link = document.createElement("a");
      link.href = found.browse + "?" + found.state.toString();
      link.textContent = "Change what is chosen";
      line.append(link);
    }
  };

  window.briefsTold = function (number) {
    return number.toLocaleString("en") + (number === 1 ? " brief" : " briefs");
  };
})();
