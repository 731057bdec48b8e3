var found = /^#([A-HJ-NP-Z2-9]{3}-[A-HJ-NP-Z2-9]{3})$/.exec(location.hash);
if (found) {
  document.querySelectorAll(".reference").forEach(function (one) {
    one.hidden = false;
    one.querySelector("strong").textContent = found[1];
  });
  document.querySelectorAll("a.object").forEach(function (one) {
    one.href = one.href.replace("subject=Opposition", "subject=Opposition%20" + found[1]) + found[1];
  });
}
