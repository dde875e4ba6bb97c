// Renders /openapi/v1.json as a plain table of routes.
"use strict";

function add(parent, tag, text) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  return parent.appendChild(element);
}

function schemaText(schema, root, depth = 0) {
  if (!schema) return "";
  if (schema.$ref) {
    const name = schema.$ref.split("/").pop();
    return depth > 2 ? name : schemaText(root.components.schemas[name], root, depth);
  }
  const pad = "  ".repeat(depth + 1);
  if (schema.properties) {
    const required = schema.required ?? [];
    const fields = Object.entries(schema.properties)
      .map(([name, value]) => `${pad}${name}${required.includes(name) ? "" : "?"}: ${schemaText(value, root, depth + 1)}`);
    return `{\n${fields.join("\n")}\n${"  ".repeat(depth)}}`;
  }
  if (schema.items) return `${schemaText(schema.items, root, depth)}[]`;
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(" | ");
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return alternatives.map(value => schemaText(value, root, depth)).join(" | ");
  return [schema.type].flat().filter(type => type !== "null").join(" | ") || "any";
}

function showOperation(body, method, path, operation, root) {
  const row = add(body, "tr");
  add(add(row, "td"), "code", method.toUpperCase());
  const cell = add(row, "td");
  add(cell, "code", path);
  add(cell, "div", operation.summary ?? "");
  if (operation.description) add(cell, "small", operation.description);
  const details = add(cell, "details");
  add(details, "summary", "Request and answers");
  for (const parameter of operation.parameters ?? []) add(details, "div", `${parameter.in} ${parameter.name}${parameter.required ? "" : "?"}: ${parameter.description ?? ""}`);
  const content = operation.requestBody && Object.entries(operation.requestBody.content)[0];
  if (content) add(details, "pre", `${content[0]} ${schemaText(content[1].schema, root)}`);
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    const media = Object.entries(answer.content ?? {})[0];
    add(details, "pre", status >= "400" ? `${status} ${answer.description}` : `${status} ${media ? schemaText(media[1].schema, root) : ""}`);
  }
}

fetch("/openapi/v1.json").then(response => response.json()).then(root => {
  const main = document.getElementById("routes");
  main.replaceChildren();
  add(main, "p", root.info.description);
  const byTag = {};
  for (const [path, item] of Object.entries(root.paths))
    for (const [method, operation] of Object.entries(item)) (byTag[operation.tags?.[0] ?? "Other"] ??= []).push([method, path, operation]);
  for (const [tag, operations] of Object.entries(byTag)) {
    add(main, "h2", tag);
    const table = add(main, "table");
    for (const [method, path, operation] of operations) showOperation(table, method, path, operation, root);
  }
});
