/* Trạng: what a page does beyond HTML. Every page works without this file; it adds a question before
   acts that cannot be taken back, holds off double clicks, and keeps what was typed until it has
   arrived. It holds no words: sentences come from the page in data attributes, already translated. */
(function () {
  "use strict";

  var PREFIX = "trang:";
  var body = document.body;

  /* --- what was typed ------------------------------------------------------------------------
     A form with data-keep="name" is copied into this tab's session storage at every change. The copy
     goes when the form was sent and the answer is neither an error nor the login page (those carry
     data-hold on <body>), so a lost session or connection loses nothing. Passwords, files and hidden
     fields are never copied; logging out (data-forget) drops all copies. */
  function store(action, key, value) {
    try { return window.sessionStorage[action](key, value); } catch (error) { return null; }
  }
  function keyOf(form) {
    return PREFIX + (body.dataset.person || "") + ":" + location.pathname + ":" + form.dataset.keep;
  }
  function keepable(field) {
    return field.name && !field.disabled && ["hidden", "password", "file", "submit", "button"].indexOf(field.type) < 0;
  }
  function snapshot(form) {
    return Array.prototype.filter.call(form.elements, keepable).map(function (field) {
      var ticked = field.type === "checkbox" || field.type === "radio";
      return [field.name, ticked ? field.value : null, ticked ? field.checked : field.value];
    });
  }
  function save(form) { store("setItem", keyOf(form), JSON.stringify({ was: form.trangWas, now: snapshot(form) })); }
  function restore(form, rows) {
    var fields = Array.prototype.filter.call(form.elements, keepable);
    rows.forEach(function (row) {
      fields.forEach(function (field) {
        if (field.name !== row[0]) { return; }
        if (row[1] === null) {
          if (field.type !== "checkbox" && field.type !== "radio") { field.value = row[2]; }
        } else if (field.value === row[1]) { field.checked = row[2]; }
      });
    });
  }
  function offerBack(form) {
    var text = store("getItem", keyOf(form));
    if (!text) { return; }
    var kept = null;
    try { kept = JSON.parse(text); } catch (error) { kept = null; }
    var same = kept && JSON.stringify(kept.now) === JSON.stringify(form.trangWas);
    if (!kept || same) { store("removeItem", keyOf(form)); return; }
    if (form.hasAttribute("data-returned")) { return; }
    restore(form, kept.now);
    form.trangDirty = true;
    var notice = form.querySelector("[data-kept-notice]");
    if (!notice) { return; }
    notice.hidden = false;
    var drop = notice.querySelector("button");
    if (drop) {
      drop.addEventListener("click", function () {
        store("removeItem", keyOf(form));
        restore(form, form.trangWas);
        form.trangDirty = false;
        notice.hidden = true;
      });
    }
  }
  function returnedHere(key) {
    return Array.prototype.some.call(document.querySelectorAll("form[data-keep]"), function (form) {
      return keyOf(form) === key && (form.hasAttribute("data-returned") || !document.querySelector("[data-success]"));
    });
  }
  /* Did it arrive? Only when this page is the answer to the very submission: a page of ours that is
     no error, reached from the form and not by Back or a new address after a lost connection. */
  function settleSent() {
    var text = store("getItem", PREFIX + "sent");
    store("removeItem", PREFIX + "sent");
    if (!text || body.hasAttribute("data-hold")) { return; }
    var sent = JSON.parse(text);
    var trip = performance.getEntriesByType("navigation")[0];
    var answered = trip && trip.type === "navigate" && document.referrer === sent.page;
    if (answered && !returnedHere(sent.key)) { store("removeItem", sent.key); }
  }
  function forgetAll() {
    try {
      Object.keys(window.sessionStorage).forEach(function (key) {
        if (key.indexOf(PREFIX) === 0) { window.sessionStorage.removeItem(key); }
      });
    } catch (error) { /* storage is closed: nothing was kept */ }
  }

  /* --- a question before the act ---------------------------------------------------------------- */
  var dialog = document.getElementById("confirm-dialog");
  /* data-confirm-counts="chosen": the question begins with how many boxes of that name are ticked and how
     many are not ({n}, {m}); data-confirm-none is asked instead where none is. */
  function question(source) {
    var name = source.dataset.confirmCounts;
    if (!name) { return source.dataset.confirm; }
    var boxes = source.querySelectorAll('input[type=checkbox][name="' + name + '"]');
    var ticked = source.querySelectorAll('input[type=checkbox][name="' + name + '"]:checked').length;
    var text = ticked ? source.dataset.confirm : source.dataset.confirmNone;
    return text.replace("{n}", ticked).replace("{m}", boxes.length - ticked);
  }
  function ask(source, agreed) {
    dialog.querySelector("[data-confirm-title-here]").textContent = source.dataset.confirmTitle || dialog.dataset.title;
    dialog.querySelector("[data-confirm-text-here]").textContent = question(source);
    var yes = dialog.querySelector("[data-confirm-yes]");
    yes.textContent = source.dataset.confirmLabel || dialog.dataset.label;
    yes.className = "btn " + (source.hasAttribute("data-confirm-danger") ? "btn-danger" : "btn-primary");
    dialog.onclose = function () { if (dialog.returnValue === "yes") { agreed(); } };
    dialog.returnValue = "";
    dialog.showModal();
  }

  /* --- one submission at a time ------------------------------------------------------------------ */
  function busy(form, on) {
    var buttons = form.querySelectorAll("button[type=submit], button:not([type]), input[type=submit]");
    var outside = form.id ? document.querySelectorAll('button[form="' + form.id + '"]') : [];
    [buttons, outside].forEach(function (list) {
      Array.prototype.forEach.call(list, function (button) {
        if (on) { button.setAttribute("aria-busy", "true"); } else { button.removeAttribute("aria-busy"); }
      });
    });
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var button = event.submitter;
    var source = button && button.dataset.confirm ? button : form;
    // what is incomplete comes back with its errors: nothing needs to be asked before that
    var apart = button && button.hasAttribute("data-confirm-danger");
    var complete = apart || form.checkValidity();
    if (source.dataset.confirm && complete && dialog && dialog.showModal && !form.trangAgreed) {
      event.preventDefault();
      ask(source, function () {
        form.trangAgreed = true;
        form.requestSubmit(button || undefined);
      });
      return;
    }
    form.trangAgreed = false;
    if (event.defaultPrevented || form.method !== "post") { return; }
    if (form.trangSent) { event.preventDefault(); return; }
    form.trangSent = true;
    form.trangDirty = false;
    if (form.dataset.keep) {
      save(form);
      store("setItem", PREFIX + "sent", JSON.stringify({ key: keyOf(form), page: location.href.split("#")[0] }));
    }
    if (form.hasAttribute("data-forget")) { forgetAll(); }
    if (!form.hasAttribute("hx-post")) { window.setTimeout(function () { busy(form, true); }, 0); }
    else { form.trangSent = false; }
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { store("removeItem", PREFIX + "sent"); }
    Array.prototype.forEach.call(document.forms, function (form) { form.trangSent = false; busy(form, false); });
  });

  /* --- typed, not sent --------------------------------------------------------------------------- */
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form) { return; }
    form.trangDirty = true;
    if (form.dataset.keep) { save(form); }
  });
  window.addEventListener("beforeunload", function (event) {
    var open = Array.prototype.some.call(document.querySelectorAll("form[data-unsaved]"), function (form) {
      return form.trangDirty;
    });
    if (open) { event.preventDefault(); }
  });

  /* --- small things ------------------------------------------------------------------------------ */
  function ready() {
    settleSent();
    Array.prototype.forEach.call(document.querySelectorAll("form[data-keep]"), function (form) {
      form.trangWas = snapshot(form);
      offerBack(form);
    });
    var errors = document.querySelector(".t-errors");
    if (errors) { errors.focus(); }
    Array.prototype.forEach.call(document.querySelectorAll("select[data-submit]"), function (select) {
      select.addEventListener("change", function () { select.form.requestSubmit(); });
    });
    Array.prototype.forEach.call(document.querySelectorAll("[data-print]"), function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { window.print(); });
    });
    var toggle = document.querySelector(".t-menu-toggle");
    if (toggle) { toggle.hidden = false; }
  }
  ready();
})();
