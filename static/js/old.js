/**
 * For browsers that know no modules, and so run none of our other scripts: a page becomes what it is without a script.
 * Written as they were in 2012.
 */

(function () {
  var waiting = document.getElementsByTagName('noscript');
  var range = document.createRange();
  range.selectNode(document.documentElement);
  while (waiting.length) {
    waiting[0].parentNode.replaceChild(range.createContextualFragment(waiting[0].textContent), waiting[0]);
  }
}());
