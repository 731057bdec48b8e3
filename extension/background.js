// One click on the open tab hands its page to the program installed on this computer, by native messaging. Nothing is read
// without the click (activeTab), nothing is stored, nothing goes over the network.

const PROGRAM = "fr.premiercontact.page";
const MOST = 30 * 1024 * 1024;
const SHOWN = 5000;

// The page as it stands, its state and its scripts included. Runs in the tab.
function pageOfTab() {
  return { url: location.href, html: document.documentElement.outerHTML, words: document.body ? document.body.innerText : "" };
}

// The permission of a click may reach the page a moment after the click; a page of the browser's own never gives it.
async function read(tab) {
  for (const wait of [0, 150, 500]) {
    await new Promise((done) => setTimeout(done, wait));
    try {
      return (await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: pageOfTab }))[0].result;
    } catch {
      continue;
    }
  }
  return null;
}

async function send(tab) {
  const page = await read(tab);
  if (!page || !/^https?:/.test(page.url)) return "unreadable";
  if (page.html.length > MOST) return "big";
  try {
    return (await chrome.runtime.sendNativeMessage(PROGRAM, page)).state;
  } catch (problem) {
    return /not found|forbidden/i.test(problem.message) ? "unlinked" : "closed";
  }
}

async function tell(tab, state) {
  const received = state === "received";
  const words = chrome.i18n.getMessage(state) || chrome.i18n.getMessage("closed");
  await chrome.action.setBadgeBackgroundColor({ color: received ? "#1B6A44" : "#855000" });
  await chrome.action.setBadgeText({ tabId: tab.id, text: received ? "✓" : "!" });
  await chrome.action.setTitle({ tabId: tab.id, title: words });
  if (!received) {
    await chrome.action.setPopup({ tabId: tab.id, popup: `told.html?state=${state}` });
    // A browser out of sight opens no popup: the badge and the title say it.
    await chrome.action.openPopup({ windowId: tab.windowId }).catch(() => {});
    await chrome.action.setPopup({ tabId: tab.id, popup: "" });
  }
  setTimeout(() => chrome.action.setBadgeText({ tabId: tab.id, text: "" }).catch(() => {}), SHOWN);
}

chrome.action.onClicked.addListener(async (tab) => tell(tab, await send(tab)));
