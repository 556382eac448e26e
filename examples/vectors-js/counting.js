// Due days in a browser or in Node: the published calendar table and a few lines of counting. No dependencies.
//
// A plain script: it sets globalThis.caserulesCounting. The site's calculator and run.mjs use it; run.mjs holds it against the vectors.

"use strict";
(() => {
  // ------------------------------------------------------------ days: numbers since 1970-01-01, never local time

  const DAY = 86_400_000;
  const number = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
  const text = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const ymd = (day) => text(day).split("-").map(Number);
  const lastOfMonth = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
  const civil = (year, month, day) => number(`${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);

  class Refused extends Error {
    constructor(code) {
      super(code);
      this.code = code;
    }
  }

  // ------------------------------------------------------------ the calendar

  class WorkDays {
    constructor(table) {
      this.first = civil(table.first_year, 1, 1);
      this.last = civil(table.last_year, 12, 31);
      this.off = new Set(table.off.map(number));
      this.worked = new Set(table.worked.map(number));
    }

    works(day) {
      if (day < this.first || day > this.last) throw new Refused("CAL-001"); // nothing is invented beyond the notices
      const weekend = (day + 4) % 7 === 0 || (day + 4) % 7 === 6; // 1970-01-01 was a Thursday
      return weekend ? this.worked.has(day) : !this.off.has(day);
    }

    nth(day, count, step) {
      this.works(day); // the start has to be covered too; it does not count
      while (count > 0) if (this.works((day += step))) count -= 1;
      return day;
    }

    rolled(day) {
      while (!this.works(day)) day += 1;
      return day;
    }
  }

  // ------------------------------------------------------------ terms

  function months(day, count, monthEnd) {
    const [year, month, date] = ymd(day);
    const index = year * 12 + month - 1 + count;
    const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
    const last = lastOfMonth(y, m);
    if (date > last && monthEnd === "refuse") throw new Refused("TRM-003");
    return civil(y, m, Math.min(date, last));
  }

  function fixed(year, monthDay) {
    const [month, day] = monthDay.split("-").map(Number);
    return civil(year, month, Math.min(day, lastOfMonth(year, month)));
  }

  function unrolled({ start, term, start_day, month_end, anchors = {} }, calendar) {
    const begin = number(start);
    const [year] = ymd(begin);
    const counted = /^([0-9]+)(wd|d|m)(?: before (\S+))?$/.exec(term);
    if (!counted) return fixed(year, anchors[term] ?? term);
    const [, digits, unit, before] = counted;
    const step = before ? -1 : 1;
    const from = before ? fixed(year, anchors[before]) : begin;
    const less = !before && start_day === "in" ? 1 : 0; // the start day counts
    if (unit === "wd") return calendar.nth(from - less, Number(digits), step);
    return (unit === "d" ? from + step * digits : months(from, step * digits, month_end)) - less;
  }

  function due(input, calendar) {
    const day = unrolled(input, calendar);
    if (/wd/.test(input.term) || !input.rest_day || input.rest_day === "as_written") return { due: text(day) };
    const later = calendar.rolled(day);
    if (input.rest_day === "roll_forward" || later === day) return { due: text(later) };
    return { due: text(day), latest: text(later) };
  }

  globalThis.caserulesCounting = { Refused, WorkDays, due, number, text };
})();
