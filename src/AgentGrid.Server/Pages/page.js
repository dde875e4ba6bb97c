// First steps with AgentGrid, on the public API alone. The sign-in is an HttpOnly cookie: no token is ever in this script's reach.
"use strict";

const $ = id => document.getElementById(id);
const say = text => { $("status").textContent = text ?? ""; };
let agentId = null, sessionId = null, running = null;

async function call(method, path, body, accept) {
  const init = { method, headers: {} };
  if (accept) init.headers.Accept = accept;
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) { init.body = JSON.stringify(body); init.headers["Content-Type"] = "application/json"; }
  let response = await fetch(path, init);
  if (response.status === 401 && path !== "/api/auth/login") {
    const renewed = await fetch("/api/auth/refresh", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
    if (renewed.ok) response = await fetch(path, init);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    throw Object.assign(new Error(problem?.detail ?? `The server answered ${response.status}.`), { status: response.status });
  }
  return accept || response.status === 204 ? response : response.json();
}

function onSubmit(id, action) {
  $(id).addEventListener("submit", async event => {
    event.preventDefault();
    const button = event.submitter ?? event.target.querySelector("button");
    button.disabled = true;
    say();
    try { await action(event.target, new FormData(event.target)); } catch (error) { say(error.message); }
    button.disabled = false;
  });
}

async function show() {
  const { needed } = await call("GET", "/api/setup");
  let me = null;
  if (!needed) me = await call("GET", "/api/me").catch(() => null);
  $("setup").hidden = !needed;
  $("login").hidden = needed || me !== null;
  $("work").hidden = $("logout").hidden = me === null;
  if (me) await listAgents();
}

async function listAgents() {
  const { items } = await call("GET", "/api/agents?limit=200");
  $("agents").replaceChildren(...items.map(agent => new Option(agent.name, agent.id, false, agent.id === agentId)));
  if (!items.some(agent => agent.id === agentId)) await choose(items[0]?.id ?? null);
}

async function choose(id) {
  agentId = id;
  sessionId = null;
  $("chat").replaceChildren();
  $("files").replaceChildren();
  if (id) for (const file of (await call("GET", `/api/agents/${id}/files`)).items) showFile(file);
}

function showFile(file) {
  const row = $(file.id) ?? $("files").appendChild(Object.assign(document.createElement("li"), { id: file.id }));
  const progress = file.status === "processing" ? ` ${Math.round((file.progress ?? 0) * 100)} %` : "";
  row.textContent = `${file.name}: ${file.status}${progress}${file.error ? ` (${file.error.message})` : ""}`;
}

async function watchFile(id) {
  for await (const event of events(await call("GET", `/api/files/${id}/events`, undefined, "text/event-stream"))) showFile(event.data);
}

// Server-sent events of a fetch response.
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").filter(line => !line.startsWith(":")).map(line => line.split(/: (.*)/s)));
      if (fields.data) yield { id: Number(fields.id), name: fields.event, data: JSON.parse(fields.data) };
    }
  }
}

function addMessage(role, text) {
  const article = document.createElement("article");
  article.className = role;
  article.append(text);
  $("chat").append(article);
  return article;
}

// Reads the answer to its end; a broken connection is taken up again after the last event seen.
async function follow(response) {
  const article = addMessage("assistant", "");
  let last = 0, turnId = null, ended = false;
  while (!ended) {
    try {
      for await (const event of events(response)) {
        last = event.id;
        if (event.name === "turn.started") { ({ sessionId, turnId } = event.data); running = turnId; }
        else if (event.name === "retrieval") cite(article, event.data.citations);
        else if (event.name === "delta") article.firstChild.data += event.data.text;
        else if (event.name === "turn.failed") say(event.data.message);
        ended = event.name === "turn.completed" || event.name === "turn.failed";
      }
    } catch (error) { if (!turnId) throw error; }
    if (!ended) {
      await new Promise(resolve => setTimeout(resolve, 500));
      response = await call("GET", `/api/sessions/${sessionId}/turns/${turnId}/events?after=${last}`, undefined, "text/event-stream")
        .catch(error => { if (error.status) throw error; return response; });
    }
  }
}

function cite(article, citations) {
  for (const citation of citations) {
    const details = document.createElement("details"), summary = document.createElement("summary");
    summary.textContent = `[${citation.n}] ${citation.fileName}${citation.heading ? ` › ${citation.heading}` : ""}`;
    details.append(summary, citation.text);
    article.append(details);
  }
}

onSubmit("setup", async (form, data) => { await call("POST", "/api/setup", Object.fromEntries(data)); await show(); });
onSubmit("login", async (form, data) => { await call("POST", "/api/auth/login", Object.fromEntries(data)); form.reset(); await show(); });
onSubmit("create", async (form, data) => {
  const agent = await call("POST", "/api/agents", { name: data.get("name"), config: { instructions: data.get("instructions") } });
  await choose(agent.id);
  await listAgents();
  say(`Created ${agent.name}.`);
});
onSubmit("upload", async (form, data) => {
  if (!agentId) throw new Error("Create an agent first.");
  const { items } = await call("POST", `/api/agents/${agentId}/files`, data);
  form.reset();
  await Promise.all(items.map(file => { showFile(file); return watchFile(file.id); }));
});
onSubmit("ask", async (form, data) => {
  if (!agentId) throw new Error("Create an agent first.");
  const message = data.get("message");
  const body = { agentId, message, ...(sessionId && { sessionId }) };
  const response = await call("POST", "/api/chat", body, "text/event-stream");
  addMessage("user", message);
  form.reset();
  $("stop").hidden = false;
  try { await follow(response); } finally { $("stop").hidden = true; running = null; }
});
$("agents").addEventListener("change", event => choose(event.target.value).catch(error => say(error.message)));
$("stop").addEventListener("click", () => running && call("POST", `/api/sessions/${sessionId}/turns/${running}/cancel`).catch(error => say(error.message)));
$("logout").addEventListener("click", async () => {
  try { await call("POST", "/api/auth/logout"); } catch (error) { if (error.status !== 401) return say(error.message); }
  location.reload();
});
show().catch(error => say(error.message));
