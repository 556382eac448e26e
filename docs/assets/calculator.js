// The calculator's page: reads its form, asks counting.js, shows the days counted. It asks nothing of any host.

"use strict";
(() => {
  const { Refused, WorkDays, due, number, text } = globalThis.caserulesCounting;
  const table = globalThis.caserulesCalendar;
  const calendar = new WorkDays(table);
  const DAY_WORDS = { zh: "一二三四五六日".split(""), en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] };
  const WORDS = {
    zh: {
      answer: (x) => `到期：${x.due}（星期${x.weekday}）`,
      later: (x) => `${x.due} 逢休息日；若顺延，则为 ${x.latest}（星期${x.weekday}）。按文提醒前一天，过了后一天才算违反。`,
      counted: (x) => `计入 ${x.worked} 个工作日；跳过 ${x.off} 天（周末 ${x.weekend}、放假 ${x.holiday}）；补班 ${x.made_up} 天。`,
      between: (x) => `其间有工作日 ${x.worked} 天、周末和放假 ${x.off} 天、补班 ${x.made_up} 天。`,
      month: (y, m) => `${y}年${m}月`,
      start: "起算", worked: "工作日", weekend: "周末", holiday: "放假", made_up: "补班", due: "到期", later_mark: "若顺延",
      codes: {
        "CAL-001": `日历只到 ${table.last_year} 年：之后各年的放假通知还没有出，不能算，也不猜。`,
        "TRM-003": "那个月没有这一天。",
        input: "请填起算日（2004 年起）和 1 至 400 的数目。",
      },
    },
    en: {
      answer: (x) => `Due: ${x.due} (${x.weekday})`,
      later: (x) => `${x.due} is a rest day; rolled forward it is ${x.latest} (${x.weekday}). The first reminds, only the second can be broken.`,
      counted: (x) => `${x.worked} working days counted; ${x.off} days passed over (${x.weekend} weekend, ${x.holiday} holiday); ${x.made_up} made-up workdays.`,
      between: (x) => `In between: ${x.worked} working days, ${x.off} days of weekend and holiday, ${x.made_up} made-up workdays.`,
      month: (y, m) => `${y}-${String(m).padStart(2, "0")}`,
      start: "start", worked: "working day", weekend: "weekend", holiday: "holiday", made_up: "made-up workday", due: "due", later_mark: "if it rolls",
      codes: {
        "CAL-001": `The calendar ends with ${table.last_year}: later holiday notices are not out, so it cannot be counted, and nothing is guessed.`,
        "TRM-003": "That month has no such day.",
        input: "Give a start day (from 2004 on) and a number from 1 to 400.",
      },
    },
  };
  const SIGNS = { start: "›", due: "*", later: "~", made_up: "+" };
  const weekdayOf = (day) => (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday; Monday is 0
  const off = new Map(table.names);

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  const kindOf = (day) => {
    const weekend = weekdayOf(day) > 4, works = calendar.works(day);
    if (works) return weekend ? "made_up" : "worked";
    return off.has(text(day)) ? "holiday" : "weekend";
  };

  const passed = (first, last) => {
    const kinds = new Map();
    for (let day = first; day <= last; day += 1) kinds.set(day, kindOf(day));
    return kinds;
  };

  const totals = (kinds, start, last) => {
    const found = { worked: 0, off: 0, weekend: 0, holiday: 0, made_up: 0 };
    for (const [day, kind] of kinds) {
      if (day === start || day > last) continue;
      if (kind === "weekend" || kind === "holiday") { found[kind] += 1; found.off += 1; }
      else { found.worked += 1; if (kind === "made_up") found.made_up += 1; }
    }
    return found;
  };

  const month = (lang, year, index, kinds, marks) => {
    const words = WORDS[lang], body = make("tbody");
    const first = Date.UTC(year, index, 1) / 86_400_000, days = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
    let row = make("tr");
    for (let i = 0; i < weekdayOf(first); i += 1) row.append(make("td"));
    for (let n = 0; n < days; n += 1) {
      const day = first + n, kind = marks.get(day) ?? kinds.get(day);
      const cell = make("td", kind ? `cr-${kind}` : "cr-outside", `${SIGNS[kind] ?? ""}${n + 1}`);
      if (kind) cell.title = `${text(day)} ${kind === "later" ? words.later_mark : words[kind]} ${off.get(text(day)) ?? ""}`.trim();
      row.append(cell);
      if (weekdayOf(day) === 6) { body.append(row); row = make("tr"); }
    }
    if (row.children.length) body.append(row);
    const head = make("tr", "", ...DAY_WORDS[lang].map((word) => { const th = make("th", "", word); th.scope = "col"; return th; }));
    return make("table", "cr-calendar", make("caption", "", words.month(year, index + 1)), make("thead", "", head), body);
  };

  const months = (lang, first, last, kinds, marks) => {
    const found = [], from = new Date(first * 86_400_000), to = new Date(last * 86_400_000);
    const end = to.getUTCFullYear() * 12 + to.getUTCMonth();
    for (let at = from.getUTCFullYear() * 12 + from.getUTCMonth(); at <= end; at += 1) {
      found.push(month(lang, Math.floor(at / 12), at % 12, kinds, marks));
    }
    return found;
  };

  const input = (form) => {
    const value = (name) => form.elements[name].value;
    const count = Number(value("count"));
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value("start")) || !Number.isInteger(count) || count < 1 || count > 400) return null;
    return { start: value("start"), term: `${count}${value("unit")}`, start_day: value("start_day"), rest_day: value("rest_day"), month_end: "clamp" };
  };

  const show = (root, form) => {
    const lang = root.dataset.lang, words = WORDS[lang], out = root.querySelector("[data-out]");
    const told = (message) => out.replaceChildren(make("p", "cr-warning", message));
    const asked = input(form);
    if (!asked) return told(words.codes.input);
    let found;
    try {
      found = due(asked, calendar);
    } catch (error) {
      if (error instanceof Refused) return told(words.codes[error.code] ?? error.code);
      throw error;
    }
    const named = (day) => DAY_WORDS[lang][weekdayOf(number(day))];
    const start = number(asked.start), last = number(found.due), end = number(found.latest ?? found.due);
    let kinds;
    try {
      kinds = passed(start, end);
    } catch (error) {
      if (error instanceof Refused) return told(words.codes[error.code] ?? error.code);
      throw error;
    }
    const counted = totals(kinds, asked.start_day === "in" ? null : start, last);
    const marks = new Map([[start, "start"], ...(found.latest ? [[end, "later"]] : []), [last, "due"]]);
    const lines = [make("p", "cr-answer", words.answer({ due: found.due, weekday: named(found.due) }))];
    if (found.latest) lines.push(make("p", "cr-warning", words.later({ ...found, weekday: named(found.latest) })));
    lines.push(make("p", "", (asked.term.endsWith("wd") ? words.counted : words.between)(counted)));
    out.replaceChildren(...lines, make("div", "cr-months", ...months(lang, start, end, kinds, marks)));
  };

  for (const root of document.querySelectorAll("[data-calculator]")) {
    const form = root.querySelector("form");
    form.hidden = false;
    form.addEventListener("input", () => show(root, form));
    form.addEventListener("submit", (event) => event.preventDefault());
    show(root, form);
  }
})();
