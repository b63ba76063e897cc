/* Names for what the stock admin's own scripts leave without one: the marks beside its lists, the two halves of a date. */

function name() {
  for (const mark of document.querySelectorAll(".help-tooltip[aria-label]")) mark.setAttribute("role", "img");
  for (const half of document.querySelectorAll(".datetime input:not([aria-label])")) {
    const legend = half.closest("fieldset, .form-row").querySelector("legend, label");
    half.setAttribute("aria-label", legend.textContent.trim().replace(/:$/, ""));
  }
}

if (document.readyState === "complete") name();
else addEventListener("load", name);
