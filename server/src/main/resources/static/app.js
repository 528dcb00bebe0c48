"use strict";
// Quick exit, keys of the queue, live pages. Everything works without this file, only slower.
(function () {
  // Quick exit: the weather page takes this page's place in the history.
  function leave(link) {
    document.documentElement.hidden = true;
    location.replace(link.href);
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-replace]");
    if (link) {
      event.preventDefault();
      leave(link);
    }
  });
  var lastEscape = 0;
  document.addEventListener("keydown", function (event) {
    var exit = document.querySelector("a[data-replace]");
    if (event.key === "Escape" && exit) {
      if (event.timeStamp - lastEscape < 1000) leave(exit);
      lastEscape = event.timeStamp;
    }
  });

  // A form is sent once: a second press while the first is under way does nothing.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method === "dialog") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (!form.hasAttribute("hx-post")) form.dataset.sent = "yes";
  });
  addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
  });

  // A long form that is typed while somebody speaks: when it cannot be sent, the page stays as it is.
  // What was typed is kept nowhere else.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var by = event.submitter;
    if (!form.dataset.keep || event.defaultPrevented) return;
    event.preventDefault();
    fetch((by && by.getAttribute("formaction")) || form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "text/html" },
    }).then(function (answer) {
      if (answer.redirected || answer.status === 401) throw form.dataset.keepOut;
      // Only an answer of the form's own page takes its place.
      if ([200, 201, 409, 422].indexOf(answer.status) < 0) throw form.dataset.keep;
      return answer.text();
    }).then(function (page) {
      document.open();
      document.write(page);
      document.close();
    }).catch(function (why) {
      delete form.dataset.sent;
      say(typeof why === "string" ? why : form.dataset.keep);
    });
  });
  document.addEventListener("input", function (event) {
    if (event.target.closest("form[data-keep]")) say("");
  });
  document.addEventListener("keydown", function (event) {
    var form = event.target.closest("form[data-keep]");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  // Keys: j and k walk through the rows, Enter follows the row's link, ? shows the keys. On the desk
  // x ticks a row, a, s, c, f and n go to what is done most. One-letter keys can be switched off.
  var keysOn = document.getElementById("keys-on");
  var KEPT = "tinbao-keys";
  function kept() {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch (refused) {
      return true;
    }
  }
  if (keysOn) {
    keysOn.checked = kept();
    keysOn.addEventListener("change", function () {
      try {
        localStorage.setItem(KEPT, keysOn.checked ? "on" : "off");
      } catch (refused) { /* for this page only */ }
    });
  }
  var shows = document.querySelector("[data-show-keys]");
  if (shows) {
    shows.hidden = false;
    shows.addEventListener("click", function () {
      document.getElementById("keys").showModal();
    });
  }
  function rows() {
    return Array.from(document.querySelectorAll("[data-row] a.open"));
  }
  var TOGETHER = { a: "officer", s: "many-step", c: "many-text" };
  function opened(id, field) {
    var part = document.getElementById(id);
    if (!part) return;
    part.open = true;
    var first = document.getElementById(field) || part.querySelector("select, input:not([type=hidden]), textarea");
    if (first) first.focus();
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    var keys = document.getElementById("keys");
    if (keysOn && !keysOn.checked) return;
    if (event.key === "?" && keys) {
      event.preventDefault();
      if (keys.open) keys.close();
      else keys.showModal();
      return;
    }
    if (keys && keys.open) return;
    var here = document.activeElement && document.activeElement.closest("[data-row]");
    if (event.key === "j" || event.key === "k") {
      var all = rows();
      if (!all.length) return;
      var at = here ? all.indexOf(here.querySelector("a.open")) : -1;
      var next = at < 0 ? 0 : at + (event.key === "j" ? 1 : -1);
      if (next >= 0 && next < all.length) all[next].focus();
      event.preventDefault();
    } else if (event.key === "x" && here && here.querySelector(".pick")) {
      here.querySelector(".pick").click();
      event.preventDefault();
    } else if (event.key === "f" && document.getElementById("filters")) {
      opened("filters");
      event.preventDefault();
    } else if (TOGETHER[event.key] && document.getElementById("together")) {
      opened("together", TOGETHER[event.key]);
      event.preventDefault();
    } else if (event.key === "n" && document.getElementById("filters")) {
      location.assign("/desk/tips/new");
      event.preventDefault();
    }
  });

  // Ticks of the queue: how many, and they stay when the lists renew themselves.
  var ticked = {};
  function countTicks() {
    var place = document.querySelector("[data-ticked]");
    var many = Object.keys(ticked).length;
    if (place) place.textContent = many ? many + " " + place.dataset.ticked : "";
  }
  document.addEventListener("change", function (event) {
    if (!event.target.matches(".pick")) return;
    if (event.target.checked) ticked[event.target.value] = true;
    else delete ticked[event.target.value];
    countTicks();
  });
  function tickAgain() {
    var still = {};
    document.querySelectorAll(".pick").forEach(function (box) {
      if (box.checked || ticked[box.value]) {
        box.checked = true;
        still[box.value] = true;
      }
    });
    ticked = still;
    countTicks();
  }
  addEventListener("pageshow", tickAgain);

  // Live: <x data-events="/…" data-on="name" data-refresh="#id"> asks htmx to refresh #id.
  var notice = document.getElementById("notice");
  function say(text) {
    if (!notice) return;
    notice.hidden = !text;
    notice.textContent = text || "";
  }
  document.querySelectorAll("[data-events]").forEach(function (element) {
    var source = new EventSource(element.dataset.events);
    var waiting = null;
    function refresh() {
      if (waiting) return;
      waiting = setTimeout(function () {
        waiting = null;
        document.querySelectorAll(element.dataset.refresh).forEach(function (target) {
          // What somebody is typing in is not taken away.
          if (target.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), textarea, select")) return;
          htmx.trigger(target, "refresh");
        });
      }, 150);
    }
    var lostBefore = false;
    element.dataset.on.split(" ").forEach(function (name) {
      source.addEventListener(name, function (event) {
        // An empty reference means: something may have been missed.
        if (!element.dataset.ref || !event.data || event.data === element.dataset.ref) refresh();
      });
    });
    // A new tip wakes whoever is on duty: said aloud, and a mark in the name of the tab.
    if (element.dataset.woken) {
      source.addEventListener("woken", function () {
        say(element.dataset.woken);
        if (document.title.charAt(0) !== "●") document.title = "● " + document.title;
      });
      addEventListener("focus", function () {
        if (document.title.charAt(0) === "●") {
          document.title = document.title.slice(2);
          say("");
        }
      });
    }
    source.onopen = function () {
      element.dataset.live = "yes";
      if (lostBefore) refresh();
      lostBefore = false;
      say("");
    };
    source.onerror = function () {
      delete element.dataset.live;
      lostBefore = true;
      say(notice && notice.dataset.lost);
    };
    addEventListener("pagehide", function () {
      source.close();
    });
  });

  // What renews itself is no sign of life; hands on keyboard or mouse are, every few minutes.
  if (document.querySelector(".who")) {
    var toldAt = Date.now();
    ["keydown", "pointermove", "touchstart"].forEach(function (name) {
      document.addEventListener(name, function () {
        if (Date.now() - toldAt < 240000) return;
        toldAt = Date.now();
        fetch("/account/here", { headers: { Accept: "application/json" } }).catch(function () {});
      }, { passive: true });
    });
  }

  // What goes on by itself can be stopped; then its button goes on.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var stop = event.target.querySelector("[data-stop]");
    if (stop) stop.hidden = false;
  });
  document.addEventListener("click", function (event) {
    var stop = event.target.closest("[data-stop]");
    if (!stop) return;
    htmx.trigger(stop.form, "htmx:abort");
    stop.form.removeAttribute("hx-post");
    stop.remove();
  });

  // htmx: keep the focus on the same row, tell when something failed.
  var focused = null;
  document.addEventListener("htmx:beforeSwap", function () {
    var row = document.activeElement && document.activeElement.closest("[data-row]");
    focused = row && row.id;
  });
  document.addEventListener("htmx:afterSwap", function () {
    var row = focused && document.getElementById(focused);
    tickAgain();
    if (row && row.querySelector("a.open")) row.querySelector("a.open").focus({ preventScroll: true });
    focused = null;
  });
  ["htmx:responseError", "htmx:sendError"].forEach(function (name) {
    document.addEventListener(name, function () {
      say(notice && notice.dataset.failed);
    });
  });
})();
