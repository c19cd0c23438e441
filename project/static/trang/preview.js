/* Trạng: the pages of a draft beside its form. The form (data-preview="address") is posted a moment after
   the last key, one request at a time; a newer one ends the older. Without this file the button “Preview”
   does the same. It holds no words: sentences come from the page. */
(function () {
  "use strict";

  var PAUSE = 350;
  var form = document.querySelector("form[data-preview]");
  var place = document.querySelector("[data-preview-place]");
  var status = document.querySelector("[data-preview-status]");
  if (!form || !place || !status) { return; }

  var timer = 0;
  var underway = null;

  function say(text) { status.textContent = text || ""; }
  function settle(request, text) {
    if (request !== underway) { return; }
    underway = null;
    place.removeAttribute("aria-busy");
    say(text);
  }
  /* A page that is no preview (the login after a lost session, an error) is not shown in its place. */
  function read(response) {
    if (!response.headers.get("X-Preview")) { throw new Error("no preview"); }
    return response.text();
  }
  function show() {
    if (underway) { underway.abort(); }
    var request = underway = new AbortController();
    place.setAttribute("aria-busy", "true");
    say(status.dataset.busy);
    fetch(form.dataset.preview, { method: "POST", body: new FormData(form), credentials: "same-origin", signal: request.signal })
      .then(read)
      .then(function (html) {
        if (request !== underway) { return; }
        place.innerHTML = html;
        settle(request, "");
      })
      .catch(function (error) { if (error.name !== "AbortError") { settle(request, status.dataset.lost); } });
  }
  function soon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, PAUSE);
  }
  function isOurs(event) { return event.target.form === form; }

  document.addEventListener("input", function (event) { if (isOurs(event)) { soon(); } });
  document.addEventListener("change", function (event) { if (isOurs(event)) { soon(); } });
  show();
})();
