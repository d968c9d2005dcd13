// The search box of every page. What it does is in search-results.js, which a page loads when somebody turns to the box.
(function () {
  "use strict";

  var script = document.currentScript;
  if (!script) {
    return;
  }
  var root = new URL("../", script.src);

  function make(tag, attributes, text) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      element.setAttribute(name, attributes[name]);
    });
    if (text) {
      element.textContent = text;
    }
    return element;
  }

  var form = make("form", { class: "ib-search", role: "search", "aria-label": "Search all briefs" });
  var input = make("input", {
    ...{ type: "search", name: "q", placeholder: "Search", "aria-label": "Search all briefs", autocomplete: "off" },
    ...{ spellcheck: "false", "aria-controls": "ib-search-panel" },
  });
  var panel = make("div", { class: "ib-search-panel", id: "ib-search-panel", hidden: "" });
  form.append(input, panel);

  // What search-results.js goes on with.
  window.briefsSearchBox = { root: root, form: form, input: input, panel: panel, make: make };

  var called = false;
  function call() {
    if (called) {
      return;
    }
    called = true;
    var element = make("script", { src: new URL("assets/search-results.js", root).href });
    element.onerror = function () {
      called = false; // another time may have better luck
    };
    document.head.appendChild(element);
  }

  input.addEventListener("focus", call);
  form.addEventListener("pointerenter", call);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  document.addEventListener("keydown", function (event) {
    var inField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !inField && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });
  form.addEventListener("keydown", function (event) {
    event.stopPropagation(); // the theme's own keys are for the page
  });

  // Where it stands: in the header of Material; else above what the page says.
  function place() {
    var header = document.querySelector(".md-header__inner");
    if (header) {
      header.insertBefore(form, header.querySelector(".md-header__source"));
      return;
    }
    var main = document.querySelector("[role=main], main") || document.body;
    form.classList.add("ib-search-plain");
    main.insertBefore(form, main.firstChild);
  }

  function begin() {
    place();
    var asked = new URLSearchParams(window.location.search).get("q");
    if (asked) {
      input.value = asked;
      call();
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
