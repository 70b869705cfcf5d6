// What the page says stands in the page, in the language of its reader; nothing of a lesson does.
const page = document.body.dataset;
const WORDS = JSON.parse(document.getElementById("words").textContent);

const SVG = document.querySelector("svg").namespaceURI;

const part = (id) => document.getElementById(id);

function words(name, values = {}) {
  return WORDS[name].replace(/\{(\w+)\}/g, (_whole, key) => values[key]);
}

function counted(name, count) {
  return words(name + (count === 1 ? "_one" : "_many"), { count });
}

function clockTime(moment) {
  return new Date(moment).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
}

function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// A drawing that the page holds already: an icon of a button, or the mark of a match.
function drawn(address, css, label = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", css);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", address);
  svg.append(use);
  return svg;
}

// What this page knows while it is open. Closed or locked, key, plan and notes are gone from it.
const state = {
  place: null,
  key: null,
  bundle: null,
  notes: [],
  memory: new Map(),
  tried: new Set(),
  row: 0,
  rowSince: Date.now(),
  lookedAt: Date.now(),
  changing: null,
  unsent: 0,
  refused: 0,
  problem: "",
  sending: false,
  sentAt: null,
  full: false,
  offlineReady: false,
  persisted: true,
  waiting: null,
  removed: false,
};
