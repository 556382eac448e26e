// Due days in another language: the published vectors against a few lines of counting (counting.js). No dependencies.
//
//   node run.mjs [FOLDER]      FOLDER holds calendars.json and due_days.json; by itself the package's, beside this repository's src
//
// Ends 0 if every vector passed, 1 if one failed.

import { readFileSync } from "node:fs";
import "./counting.js";

const { Refused, WorkDays, due } = globalThis.caserulesCounting;

const folder = process.argv[2] ?? new URL("../../src/caserules/vectors", import.meta.url).pathname;
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));

// ------------------------------------------------------------ the run

const calendars = Object.fromEntries(
  Object.entries(read("calendars.json").calendars).map(([name, table]) => [name, new WorkDays(table)]),
);

function answer(input) {
  try {
    return due(input, calendars[input.calendar]);
  } catch (error) {
    if (error instanceof Refused) return { code: error.code };
    throw error;
  }
}

const same = (a, b) => ["due", "latest", "code"].every((key) => a[key] === b[key]);
let passed = 0;
let failed = 0;
for (const vector of read("due_days.json").vectors) {
  const found = answer(vector.input);
  if (same(found, vector.expected)) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`${vector.id} (${vector.comment.en}): expected ${JSON.stringify(vector.expected)}, got ${JSON.stringify(found)}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
