// Runs the page's script without a browser: a page of empty elements, and a server that answers from a list.
// node page-harness.js <page.js> <answers: JSON of {"METHOD path": [status, ...]}>; prints what was asked and what became of it.
"use strict";
const fs = require("node:fs");
const elements = {}, asked = [], answers = JSON.parse(process.argv[3]);
let reloaded = false;
const element = () => ({ listeners: {}, addEventListener(name, action) { this.listeners[name] = action; }, replaceChildren() { } });
globalThis.document = { getElementById: id => elements[id] ??= element() };
globalThis.location = { reload() { reloaded = true; } };
globalThis.fetch = async (path, { method = "GET" } = {}) => {
  asked.push(`${method} ${path}`);
  const status = answers[`${method} ${path}`]?.shift() ?? 200;
  return { status, ok: status < 300, json: async () => ({ needed: true, detail: `status ${status}` }) };
};
(0, eval)(fs.readFileSync(process.argv[2], "utf8"));
setTimeout(async () => {
  asked.length = 0;
  await elements.logout.listeners.click();
  console.log(JSON.stringify({ asked, reloaded, status: elements.status?.textContent ?? "" }));
}, 0);
