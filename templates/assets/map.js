// The map: draws the marks of the briefs that are chosen, brought together anew at each step of the zoom.
(function () {
  "use strict";

  const svg = document.getElementById("map-picture");
  const marks = document.getElementById("map-marks");
  const points = window.briefsPoints;
  if (!svg || !points || !window.briefsChosen) {
    return;
  }
  const SMALL = 3.6, GROWTH = 1.9, LARGE = 18;
  const element = window.briefsSvg;
  const radius = (number) => Math.min(LARGE, SMALL + GROWTH * Math.log2(number));

  function clusters(positions, scale) {
    const bySpot = new Map();
    positions.forEach((at) => {
      const key = points[at].join();
      bySpot.set(key, [...(bySpot.get(key) || []), at]);
    });
    let found = [...bySpot.values()].map((those) => ({ x: points[those[0]][0] / 10, y: points[those[0]][1] / 10, those }));
    for (;;) {
      const size = 2 * LARGE / scale;
      found.sort((a, b) => b.those.length - a.those.length || a.those[0] - b.those[0]);
      const cells = new Map();
      found.forEach((it) => {
        it.cell = [Math.floor(it.x / size), Math.floor(it.y / size)];
        const key = it.cell.join();
        cells.set(key, [...(cells.get(key) || []), it]);
      });
      const taken = new Set();
      const merged = [];
      found.forEach((it) => {
        if (taken.has(it)) {
          return;
        }
        const near = [];
        for (let dx = -1; dx <= 1; dx += 1) {
          for (let dy = -1; dy <= 1; dy += 1) {
            (cells.get([it.cell[0] + dx, it.cell[1] + dy].join()) || []).forEach((other) => {
              const reach = (radius(it.those.length) + radius(other.those.length)) * 0.9 / scale;
              if (!taken.has(other) && Math.hypot(it.x - other.x, it.y - other.y) < reach) {
                near.push(other);
              }
            });
          }
        }
        near.forEach((other) => taken.add(other));
        const total = near.reduce((sum, other) => sum + other.those.length, 0);
        const mean = (axis) => near.reduce((sum, other) => sum + other[axis] * other.those.length, 0) / total;
        merged.push({ x: mean("x"), y: mean("y"), those: near.flatMap((other) => other.those) });
      });
      if (merged.length === found.length) {
        return merged.reverse();
      }
      found = merged;
    }
  }

  window.briefsChosen((found) => {
    const placed = found.chosen.filter((at) => points[at].length);
    let scale = 0;

    function mark(it) {
      const number = it.those.length;
      const size = radius(number) / scale;
      const one = number === 1;
      const words = one ? found.briefs.row(it.those[0])[1] : window.briefsTold(number);
      const link = element("a", { href: one ? found.address(found.briefs.row(it.those[0])[0]) : "#map-marks", "aria-label": words },
        element("title", {}, words), element("circle", { class: "ib-mark", cx: it.x, cy: it.y, r: size }));
      if (!one) {
        link.append(element("text", { class: "ib-mark-count", x: it.x, y: it.y, "font-size": Math.min(radius(number), 9) / scale }, String(number)));
        const spots = new Set(it.those.map((at) => points[at].join()));
        link.addEventListener("click", (event) => {
          event.preventDefault();
          if (spots.size > 1 && scale < 40) {
            svg.briefsZoom(3, it.x, it.y);
          } else {
            list(it.those);
          }
        });
      }
      return link;
    }

    // Briefs of one and the same spot, which no zoom can tell apart.
    function list(those) {
      let box = document.getElementById("map-list");
      if (!box) {
        box = document.createElement("div");
        box.id = "map-list";
        box.className = "ib-map-list";
        box.tabIndex = -1;
        svg.parentElement.after(box);
      }
      const items = document.createElement("ul");
      those.forEach((at) => {
        const row = found.briefs.row(at);
        const link = document.createElement("a");
        link.href = found.address(row[0]);
        link.textContent = row[1];
        const item = document.createElement("li");
        item.append(link, row[2] ? " · " + row[2] : "");
        items.append(item);
      });
      box.replaceChildren(items);
      box.focus();
    }

    // Titles come with the rows; where all are singles of many pieces, those that are drawn are asked for.
    function draw(event) {
      if (event.detail.scale === scale) {
        return;
      }
      scale = event.detail.scale;
      const those = clusters(placed, scale);
      const mine = scale;
      found.briefs.rowsOf(those.flatMap((it) => it.those)).then(() => {
        if (mine === scale) {
          marks.replaceChildren(...those.map(mark));
        }
      });
    }

    svg.addEventListener("ib-zoom", draw);
    if (!found.all) {
      draw({ detail: { scale: 1 } });
      const missing = found.chosen.length - placed.length;
      window.briefsSay(found, window.briefsTold(placed.length) + " of those chosen on the map" + (missing ? ", " + missing + " more with no known point." : "."));
    } else {
      scale = 1; // drawn already
    }
  });
})();
