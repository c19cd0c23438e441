/* Trạng: a file dropped on a form with data-drop is sent by it. The form works without this file; it
   holds no words: the sentence about a file that is too large (data-drop-limit, bytes) comes from the page. */
(function () {
  "use strict";

  function prepare(form) {
    var field = form.querySelector("input[type=file]");
    var here = form.querySelector("[data-drop-here]");
    var trouble = form.querySelector("[data-drop-trouble]");
    var depth = 0;

    function isTooLarge() {
      var file = field.files[0];
      var tooLarge = Boolean(file) && file.size > Number(form.dataset.dropLimit);
      trouble.textContent = tooLarge ? form.dataset.dropTooLarge : "";
      trouble.hidden = !tooLarge;
      if (tooLarge) { field.value = ""; }
      return tooLarge;
    }
    function mark(change) {
      depth = change ? Math.max(0, depth + change) : 0;
      here.classList.toggle("t-drop-over", depth > 0);
    }
    function carriesFile(event) {
      return Array.prototype.indexOf.call(event.dataTransfer.types, "Files") >= 0;
    }

    here.hidden = false;
    field.addEventListener("change", isTooLarge);
    form.addEventListener("dragenter", function (event) { if (carriesFile(event)) { mark(1); } });
    form.addEventListener("dragleave", function (event) { if (carriesFile(event)) { mark(-1); } });
    // dropped beside the form, a browser would open the file and leave the page
    document.addEventListener("dragover", function (event) { if (carriesFile(event)) { event.preventDefault(); } });
    document.addEventListener("drop", function (event) {
      if (!carriesFile(event)) { return; }
      event.preventDefault();
      mark(0);
      if (!form.contains(event.target) || !event.dataTransfer.files.length) { return; }
      field.files = event.dataTransfer.files;
      if (!isTooLarge()) { form.requestSubmit(); }
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll("form[data-drop]"), prepare);
})();
