// Says why a page was not received.
const words = document.getElementById("words");
document.documentElement.lang = chrome.i18n.getUILanguage();
words.textContent = chrome.i18n.getMessage(new URLSearchParams(location.search).get("state"));
words.focus();
