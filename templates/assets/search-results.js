// What the search box does: finds briefs and names in the index of search/, loaded file by file as it is needed.
// Files are scripts that call briefsSearch(name, data), since a page opened from a disk may load nothing else.
(function () {
  "use strict";

  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  // The same as generator/search/data/words.toml has; a test compares the two.
  var LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h" };
  var SHOWN = 10;
  var WEIGHTS = 4;
  var MOST_TERMS = 40;
  var box = window.briefsSearchBox;
  var root = box.root;
  var form = box.form;
  var input = box.input;
  var panel = box.panel;
  var make = box.make;
  var fromDisk = root.protocol === "file:";
  var value = {};
  DIGITS.split("").forEach(function (digit, at) {
    value[digit] = at;
  });

  // Loading.

  var waiting = {};
  var loaded = {};
  window.briefsSearch = function (name, data) {
    loaded[name] = data;
  };

  function load(name) {
    if (!waiting[name]) {
      waiting[name] = new Promise(function (resolve) {
        fetchScript(name, resolve, 2);
      });
    }
    return waiting[name];
  }

  function fetchScript(name, resolve, tries) {
    var element = document.createElement("script");
    element.src = new URL("search/" + path(name) + ".js", root).href;
    element.async = true;
    element.onload = function () {
      element.remove();
      resolve(loaded[name]);
    };
    element.onerror = function () {
      element.remove();
      if (tries) {
        window.setTimeout(fetchScript, 250, name, resolve, tries - 1);
      } else {
        delete waiting[name]; // another query may have better luck
        resolve(undefined);
      }
    };
    document.head.appendChild(element);
  }

  function path(name) {
    var parts = name.split("/");
    if (parts.length < 2) {
      return name;
    }
    var plain = /^[\x00-\x7f]*$/.test(parts[1])
      ? parts[1]
      : "_" +
        Array.from(parts[1])
          .map(function (c) {
            return c.codePointAt(0).toString(16);
          })
          .join("-");
    return parts[0] + "-" + plain;
  }

  // Words, folded as generator/search/fold.py does it.

  function fold(text) {
    return Array.from(text.toLowerCase().normalize("NFKD"))
      .map(function (c) {
        return LETTERS[c] || c;
      })
      .join("")
      .replace(/\p{M}/gu, "")
      .replace(/['’‘ʻʼ`´]/g, "");
  }

  function wordsOf(text) {
    return (fold(text).match(/[\p{L}\p{N}]+/gu) || []).filter(function (word) {
      return word.length > 1;
    });
  }

  // Reading the index.

  function number(text, at, digits) {
    var found = 0;
    for (var i = 0; i < digits; i += 1) {
      found = found * 64 + value[text[at + i]];
    }
    return found;
  }

  function postings(text) {
    var found = [];
    var doc = 0;
    var shift = 0;
    var current = 0;
    for (var at = 0; at < text.length; at += 1) {
      var digit = value[text[at]];
      current += (digit & 31) * Math.pow(2, shift);
      shift += 5;
      if (digit < 32) {
        doc += Math.floor(current / WEIGHTS);
        found.push([doc, current % WEIGHTS]);
        current = 0;
        shift = 0;
      }
    }
    return found;
  }

  function shardsOf(index, start) {
    return index.shards.filter(function (shard) {
      return shard.startsWith(start) || start.startsWith(shard);
    });
  }

  function unfront(text) {
    var before = "";
    return text.split(" ").map(function (part) {
      before = before.slice(0, value[part[0]]) + part.slice(1);
      return before;
    });
  }

  // The words of the index that a word of the query may mean, each with how good a match it is.
  function meant(index, word) {
    return Promise.all(
      shardsOf(index, word)
        .slice(0, 8)
        .map(function (shard) {
          return load("t/" + shard);
        })
    ).then(function (shards) {
      var found = [];
      shards.forEach(function (shard) {
        Object.keys(shard || {}).forEach(function (term) {
          if (term === word) {
            found.push({ term: term, list: shard[term], good: 1 });
          } else if (term.startsWith(word)) {
            found.push({ term: term, list: shard[term], good: 0.6 * (word.length / term.length) });
          }
        });
      });
      if (found.length || word.length < 4) {
        found.sort(function (a, b) {
          return b.good - a.good;
        });
        return found.slice(0, MOST_TERMS);
      }
      return misspelled(index, word);
    });
  }

  function misspelled(index, word) {
    var most = word.length < 8 ? 1 : 2;
    var lengths = index.lengths.filter(function (length) {
      return Math.abs(length - word.length) <= most;
    });
    return Promise.all(
      lengths.map(function (length) {
        return load("v/" + length);
      })
    ).then(function (lists) {
      var near = [];
      lists.forEach(function (list) {
        unfront(list || "").forEach(function (term) {
          var far = distance(word, term, most);
          if (far <= most) {
            near.push({ term: term, far: far });
          }
        });
      });
      near.sort(function (a, b) {
        return a.far - b.far || (b.term[0] === word[0]) - (a.term[0] === word[0]) || (a.term < b.term ? -1 : 1);
      });
      near = near.slice(0, 5);
      return Promise.all(
        near.map(function (one) {
          // A word of one letter has a file of that name; the others that begin with it have longer ones.
          var shard = shardsOf(index, one.term)
            .filter(function (name) {
              return one.term.startsWith(name);
            })
            .sort(function (a, b) {
              return b.length - a.length;
            })[0];
          return load("t/" + shard).then(function (terms) {
            return { term: one.term, list: (terms || {})[one.term] || "", good: 0.5 / one.far, guessed: true };
          });
        })
      );
    });
  }

  // How many letters must be put in, left out, changed or swapped; more than `most` is as good as any.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) {
      return most + 1;
    }
    var before = [];
    var last = [];
    var now = [];
    for (var j = 0; j <= b.length; j += 1) {
      last[j] = j;
    }
    for (var i = 1; i <= a.length; i += 1) {
      now = [i];
      var least = i;
      for (j = 1; j <= b.length; j += 1) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          now[j] = Math.min(now[j], before[j - 2] + 1);
        }
        least = Math.min(least, now[j]);
      }
      if (least > most) {
        return most + 1;
      }
      before = last;
      last = now;
    }
    return last[b.length];
  }

  // All that fits a query: documents with their scores, best first; those that have every word, or else the most words.
  function find(index, query) {
    var words = wordsOf(query);
    return Promise.all(
      words.map(function (word) {
        return meant(index, word);
      })
    ).then(function (found) {
      var hits = new Map();
      found.forEach(function (terms) {
        var best = new Map();
        terms.forEach(function (term) {
          var list = postings(term.list);
          var rare = Math.log(1 + index.documents / (1 + list.length));
          list.forEach(function (posting) {
            var score = rare * term.good * (1 + 2 * posting[1]);
            best.set(posting[0], Math.max(best.get(posting[0]) || 0, score));
          });
        });
        best.forEach(function (score, doc) {
          var hit = hits.get(doc) || { doc: doc, score: 0, words: 0 };
          hit.score += score;
          hit.words += 1;
          hits.set(doc, hit);
        });
      });
      var asked = found.filter(function (terms) {
        return terms.length;
      }).length;
      var most = 0;
      hits.forEach(function (hit) {
        most = Math.max(most, hit.words);
      });
      var guesses = {};
      found.forEach(function (terms, at) {
        if (terms.length && terms[0].guessed) {
          guesses[words[at]] = terms[0].term;
        }
      });
      return {
        hits: Array.from(hits.values()).filter(function (hit) {
          return hit.words === most;
        }),
        partial: most < words.length && words.length > 1 && (most < asked || asked < words.length),
        guesses: guesses,
        words: found.reduce(function (all, terms) {
          return all.concat(
            terms.map(function (term) {
              return term.term;
            })
          );
        }, []),
      };
    });
  }

  function facet(index, name, doc) {
    return doc < index.briefs ? index.facets[name].values[number(index.facets[name].column, doc * 2, 2)] : "";
  }

  function day(index, doc) {
    return doc < index.briefs ? number(index.days, doc * 4, 4) : 0;
  }

  function year(index, doc) {
    var found = day(index, doc);
    return found ? String(Math.floor(found / (12 * 31))) : "";
  }

  // Below the box.

  var FACETS = [
    ["kind", "Kind"],
    ["country", "Country"],
    ["year", "Year"],
    ["outcome", "Outcome"],
    ["status", "Status"],
  ];
  var filters = make("div", { class: "ib-search-filters", hidden: "" });
  var said = make("p", { class: "ib-search-said", role: "status" });
  var list = make("ol", { class: "ib-search-results" });
  var more = make("button", { type: "button", class: "ib-search-more", hidden: "" }, "Show more");
  var selects = {};
  FACETS.forEach(function (one) {
    var label = make("label", {}, one[1] + " ");
    selects[one[0]] = make("select", { name: one[0] });
    label.appendChild(selects[one[0]]);
    filters.appendChild(label);
  });
  var order = make("select", { name: "order" });
  [
    ["", "Best first"],
    ["new", "Latest first"],
    ["old", "Earliest first"],
  ].forEach(function (one) {
    order.appendChild(make("option", { value: one[0] }, one[1]));
  });
  var orderLabel = make("label", {}, "Order ");
  orderLabel.appendChild(order);
  filters.appendChild(orderLabel);
  panel.append(filters, said, list, more);

  var state = { query: "", result: null, shown: SHOWN, index: null };

  function options(select, hits, of, names) {
    var counts = {};
    hits.forEach(function (hit) {
      var found = of(hit.doc);
      if (found) {
        counts[found] = (counts[found] || 0) + 1;
      }
    });
    var chosen = select.value;
    if (chosen && !counts[chosen]) {
      counts[chosen] = 0;
    }
    var found = Object.keys(counts).sort(names);
    select.replaceChildren(make("option", { value: "" }, "any"));
    found.forEach(function (name) {
      select.appendChild(make("option", { value: name }, name + " (" + counts[name] + ")"));
    });
    select.value = chosen;
    select.parentNode.hidden = !found.length;
  }

  function fits(index, doc, except) {
    return FACETS.every(function (one) {
      var chosen = one[0] === except ? "" : selects[one[0]].value;
      return !chosen || valueOf(index, one[0], doc) === chosen;
    });
  }

  function valueOf(index, name, doc) {
    return name === "year" ? year(index, doc) : facet(index, name, doc);
  }

  function show() {
    var index = state.index;
    var result = state.result;
    var query = state.query;
    if (!index || !result) {
      return;
    }
    FACETS.forEach(function (one) {
      var those = result.hits.filter(function (hit) {
        return fits(index, hit.doc, one[0]);
      });
      options(
        selects[one[0]],
        those,
        function (doc) {
          return valueOf(index, one[0], doc);
        },
        function (a, b) {
          return one[0] === "year" ? b - a : a.localeCompare(b);
        }
      );
    });
    var hits = result.hits.filter(function (hit) {
      return fits(index, hit.doc, "");
    });
    var sign = { new: -1, old: 1 }[order.value];
    hits.sort(function (a, b) {
      if (sign) {
        var days = [day(index, a.doc), day(index, b.doc)];
        if (!days[0] !== !days[1]) {
          return days[0] ? -1 : 1; // what has no date stands last, whichever way one sorts
        }
        return sign * (days[0] - days[1]) || a.doc - b.doc;
      }
      return b.score - a.score || a.doc - b.doc;
    });
    var first = hits.slice(0, state.shown);
    var pages = {};
    first.forEach(function (hit) {
      pages[Math.floor(hit.doc / index.page)] = true;
    });
    return Promise.all(
      Object.keys(pages).map(function (page) {
        return load("d/" + page);
      })
    ).then(function () {
      if (query !== state.query) {
        return;
      }
      list.replaceChildren.apply(
        list,
        first.map(function (hit) {
          return item(index, hit.doc, result.words);
        })
      );
      filters.hidden = !result.hits.length;
      more.hidden = hits.length <= first.length;
      said.textContent = say(hits.length, result);
      panel.dataset.query = query;
    });
  }

  function say(count, result) {
    var parts = [];
    Object.keys(result.guesses).forEach(function (word) {
      parts.push("Nothing is spelled “" + word + "”; shown is what has “" + result.guesses[word] + "”.");
    });
    if (result.partial && count) {
      parts.push("Nothing has all of these words; shown is what has most of them.");
    }
    parts.push(count === 0 ? "Nothing found." : count === 1 ? "One result." : count.toLocaleString("en") + " results.");
    return parts.join(" ");
  }

  function item(index, doc, words) {
    var data = (loaded["d/" + Math.floor(doc / index.page)] || [])[doc % index.page] || ["", "", "", "", ""];
    var entry = make("li");
    var link = make("a", { href: address(data[0]) });
    var title = make("bdi");
    mark(title, data[1], words);
    link.appendChild(title);
    entry.appendChild(link);
    var facts = doc < index.briefs ? [facet(index, "kind", doc), data[2], data[3]] : [data[2], data[3]];
    if (doc < index.briefs && facet(index, "status", doc) !== "Reviewed") {
      facts.push(facet(index, "status", doc));
    }
    var line = make("p", { class: "ib-search-facts" });
    facts.filter(Boolean).forEach(function (fact) {
      line.appendChild(make("span", {}, fact));
    });
    entry.appendChild(line);
    if (data[4]) {
      var text = make("p", { class: "ib-search-text", dir: "auto" });
      mark(text, data[4], words);
      entry.appendChild(text);
    }
    return entry;
  }

  // Put text into an element, its words that were looked for marked. Text is text: nothing in it is ever read as HTML.
  function mark(element, text, words) {
    var wanted = {};
    words.forEach(function (word) {
      wanted[word] = true;
    });
    text.split(/([\p{L}\p{N}\p{M}]+)/u).forEach(function (part, at) {
      if (at % 2 && wanted[fold(part)]) {
        element.appendChild(make("mark", {}, part));
      } else {
        element.appendChild(document.createTextNode(part));
      }
    });
  }

  function address(uri) {
    var path = state.index.folders ? uri + "/" + (fromDisk ? "index.html" : "") : uri + ".html";
    return new URL(path, root).href;
  }

  function open() {
    panel.hidden = !input.value.trim();
  }

  function close() {
    panel.hidden = true;
  }

  function start() {
    return load("index").then(function (index) {
      state.index = index;
      return index;
    });
  }

  function ask() {
    var query = input.value.trim();
    state.query = query;
    state.shown = SHOWN;
    open();
    if (!query) {
      return;
    }
    start().then(function (index) {
      if (query !== state.query) {
        return;
      }
      if (!index) {
        said.textContent = "The search index is not there yet. Try again in a moment.";
        return;
      }
      find(index, query).then(function (result) {
        if (query === state.query) {
          state.result = result;
          show();
        }
      });
    });
  }

  function links() {
    return Array.prototype.slice.call(list.querySelectorAll("a"));
  }

  var timer = 0;
  input.addEventListener("focus", function () {
    start();
    open();
  });
  input.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 80);
  });
  form.addEventListener("submit", function () {
    var first = links()[0];
    if (first && panel.dataset.query === state.query) {
      first.focus();
    }
  });
  filters.addEventListener("change", function () {
    state.shown = SHOWN;
    show();
  });
  more.addEventListener("click", function () {
    var at = links().length;
    state.shown += SHOWN;
    Promise.resolve(show()).then(function () {
      if (links()[at]) {
        links()[at].focus();
      }
    });
  });
  form.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      close();
      input.focus();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.tagName !== "SELECT") {
      var all = [input].concat(links());
      var at = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (all[at]) {
        event.preventDefault();
        all[at].focus();
      }
    }
  });
  form.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) {
      close();
    }
  });
  document.addEventListener("pointerdown", function (event) {
    if (!form.contains(event.target)) {
      close();
    }
  });
  if (input.value.trim()) {
    ask();
  } else if (document.activeElement === input) {
    start();
  }
})();
