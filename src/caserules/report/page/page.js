"use strict";
(() => {
  const { texts, findings, words, pages, verdicts } = JSON.parse(document.getElementById("data").textContent);
  const NAMES = Object.keys(verdicts), SIZE = 50;
  const [VERDICT, BREACH, CASE, KIND, UNIT, UNIT_NAME, RULE, TITLE, DUE, DONE, MESSAGE, REASONS] = Array(12).keys();
  const byId = (id) => document.getElementById(id);
  const form = byId("filter"), list = byId("list"), all = byId("all");
  let chosen = [], at = 0, haystacks = null;

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  const fill = (frame, values) => frame.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  const haystack = (i) => {
    haystacks ??= findings.map((f) => f.slice(BREACH).flat().map((n) => texts[n]).join(" ").toLowerCase());
    return haystacks[i];
  };

  const reasons = (finding) => {
    const made = make("dl");
    for (const [label, ...told] of finding.slice(REASONS)) {
      made.append(make("dt", "", texts[label]), ...told.map((n) => make("dd", "", texts[n])));
    }
    const rule = texts[finding[RULE]];
    if (pages[rule]) {
      const link = make("a", "", `${rule} ${texts[finding[TITLE]]}`);
      link.href = pages[rule];
      made.append(make("dt", "", words.rule), make("dd", "", link));
    }
    return made;
  };

  const item = (finding) => {
    const verdict = NAMES[finding[VERDICT]], text = (n) => texts[finding[n]];
    let days = `${words.due} ${text(DUE)}`;
    if (text(DONE)) days += ` · ${words.done} ${text(DONE)}`;
    const details = make("details", "", make("summary", "",
      make("span", `tag ${verdict}`, text(BREACH) || verdicts[verdict]),
      make("b", "", `${text(CASE)} · ${text(TITLE)}`),
      make("span", "days", `${text(UNIT_NAME)} · ${days}`),
      make("span", "said", text(MESSAGE))));
    details.addEventListener("toggle", () => details.append(reasons(finding)), { once: true });
    return make("li", "", details);
  };

  const show = () => {
    const end = Math.min(at + SIZE, chosen.length);
    list.replaceChildren(...chosen.slice(at, end).map((i) => item(findings[i])));
    byId("result").textContent = chosen.length
      ? fill(words["filter.result"], { n: chosen.length, from: at + 1, to: end })
      : words["filter.none"];
    byId("prev").disabled = at === 0;
    byId("next").disabled = end === chosen.length;
  };

  const select = () => {
    const value = (name) => form.elements[name].value;
    const verdict = value("verdict") ? NAMES.indexOf(value("verdict")) : -1;
    const exact = [[KIND, value("kind")], [UNIT, value("unit")], [RULE, value("rule")]].filter(([, wanted]) => wanted);
    const wanted = value("text").toLowerCase().split(/\s+/).filter(Boolean);
    all.classList.toggle("filtered", verdict >= 0 || exact.length + wanted.length > 0);
    chosen = [];
    findings.forEach((finding, i) => {
      if (verdict >= 0 && finding[VERDICT] !== verdict) return;
      if (exact.some(([place, word]) => texts[finding[place]] !== word)) return;
      if (wanted.length && !wanted.every((word) => haystack(i).includes(word))) return;
      chosen.push(i);
    });
    at = 0;
    show();
  };

  const turn = (by) => {
    at += by;
    show();
    all.scrollIntoView();
  };

  const open = (target) => {
    for (let element = target; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") element.open = true;
    }
  };

  const jump = (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const target = byId(link.hash.slice(1));
    open(target);
    const { verdict, unit } = link.dataset;
    if (verdict || unit) {
      form.reset();
      if (verdict) form.elements.verdict.value = verdict;
      if (unit) form.elements.unit.value = unit;
      select();
    }
  };

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details.unit:not([open])")];
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
  });

  byId("prev").addEventListener("click", () => turn(-SIZE));
  byId("next").addEventListener("click", () => turn(SIZE));
  form.addEventListener("input", select);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(select));
  document.addEventListener("click", jump);
  form.hidden = byId("pager").hidden = false;
  open(location.hash.length > 1 ? byId(location.hash.slice(1)) : null);
  select();
})();
