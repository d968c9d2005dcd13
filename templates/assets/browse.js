// Filters and sorts the browse table; its state is in the address, so that a view can be sent and kept.
(function () {
  "use strict";

  var form = document.getElementById("browse-form");
  var table = document.getElementById("browse-table");
  if (!form || !table) {
    return;
  }
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var count = document.getElementById("browse-count");
  var none = document.getElementById("browse-none");
  var facets = ["kind", "outcome", "country", "year", "status"];
  var numeric = ["killed", "injured"];
  var heads = Array.prototype.slice.call(table.querySelectorAll("th[data-sort]"));
  var state = new URLSearchParams(window.location.search);
  var everything = rows.map(function (row) {
    return plain(row.textContent);
  });

  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function words(name) {
    return name === "year" ? -1 : 1;
  }

  function value(row, name) {
    if (Object.prototype.hasOwnProperty.call(row.dataset, name)) {
      return row.dataset[name];
    }
    var cell = row.querySelector('[data-key="' + name + '"]');
    return cell ? cell.textContent.trim() : "";
  }

  function fill(name) {
    var counts = {};
    rows.forEach(function (row) {
      var found = value(row, name);
      if (found) {
        counts[found] = (counts[found] || 0) + 1;
      }
    });
    var names = Object.keys(counts).sort(function (a, b) {
      return a.localeCompare(b) * words(name);
    });
    names.forEach(function (found) {
      var option = document.createElement("option");
      option.value = found;
      option.textContent = found + " (" + counts[found] + ")";
      form.elements[name].appendChild(option);
    });
  }

  function shows(row, at, wanted) {
    return (
      wanted.every(function (word) {
        return everything[at].indexOf(word) >= 0;
      }) &&
      facets.every(function (name) {
        var chosen = state.get(name);
        return !chosen || value(row, name) === chosen;
      })
    );
  }

  function sort() {
    var by = state.get("sort") || "-day";
    var name = by.replace(/^-/, "");
    var sign = by.charAt(0) === "-" ? -1 : 1;
    var known = heads.some(function (head) {
      return head.dataset.sort === name;
    });
    if (!known) {
      name = "day";
      sign = -1;
    }
    heads.forEach(function (head) {
      if (head.dataset.sort === name) {
        head.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    });
    rows
      .map(function (row, at) {
        return { row: row, at: at, value: value(row, name) };
      })
      .sort(function (a, b) {
        // What is not stated stands last, whichever way one sorts.
        var missing = (a.value === "" || a.value === "-1") - (b.value === "" || b.value === "-1");
        if (missing) {
          return missing;
        }
        var order = numeric.indexOf(name) >= 0 ? a.value - b.value : a.value.localeCompare(b.value);
        return order * sign || a.at - b.at;
      })
      .forEach(function (item) {
        body.appendChild(item.row);
      });
  }

  function show() {
    var wanted = plain(state.get("text") || "").split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row, at) {
      row.hidden = !shows(row, at, wanted);
      shown += row.hidden ? 0 : 1;
    });
    count.textContent =
      shown === rows.length
        ? "All " + rows.length + (rows.length === 1 ? " brief." : " briefs.")
        : shown + " of " + rows.length + (rows.length === 1 ? " brief." : " briefs.");
    none.hidden = shown > 0 || rows.length === 0;
    sort();
  }

  function read() {
    ["text"].concat(facets).forEach(function (name) {
      form.elements[name].value = state.get(name) || "";
      if (form.elements[name].value !== (state.get(name) || "")) {
        state.delete(name); // an address from elsewhere that names no value of ours
      }
    });
  }

  function write() {
    var query = state.toString();
    window.history.replaceState(null, "", window.location.pathname + (query ? "?" + query : ""));
  }

  function set(name, chosen) {
    if (chosen) {
      state.set(name, chosen);
    } else {
      state.delete(name);
    }
    write();
    show();
  }

  facets.forEach(fill);
  heads.forEach(function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "ib-sort";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      var name = head.dataset.sort;
      set("sort", state.get("sort") === name ? "-" + name : name);
    });
  });
  form.addEventListener("input", function (event) {
    set(event.target.name, event.target.value.trim());
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  form.addEventListener("reset", function () {
    state = new URLSearchParams();
    write();
    window.setTimeout(show, 0);
  });
  read();
  form.hidden = false;
  show();
})();
