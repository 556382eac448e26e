"""Words of the command line: the store and its messages. Each in Chinese, then in English; they are told by `caserules.cli.words.say`."""

from __future__ import annotations

from typing import Final

__all__ = ["STORE"]

STORE: Final[dict[str, tuple[str, str]]] = {
    # ------------------------------------------------------------ store and messages
    "store.where": ("存储：文件，或 postgresql://HOST/NAME", "The store: a file, or postgresql://HOST/NAME"),
    "store.wal": ("SQLite 用 WAL 日志（3.51.3 起）", "Let SQLite keep a WAL journal (from 3.51.3)"),
    "store.tell": (
        "哪些结论写成给单位的消息：broken、undetermined；默认不写",
        "Of which verdicts units are told: broken, undetermined; by itself of none",
    ),
    "store.run": ("第几次核查", "The number of the audit"),
    "store.finding": ("结论的编号", "The finding's id"),
    "store.case": ("哪一件，如 suggestion/2023/12", "The case, such as suggestion/2023/12"),
    "store.before": ("抹去这一次以前的各次", "The audits before this one"),
    "store.made": ("存储已可用。", "The store is ready."),
    "store.there": ("已存过：第 {run} 次。什么都没有写入。", "It is there already: audit {run}. Nothing was written."),
    "store.added": ("已存为第 {run} 次：{n} 项结论，截至 {day}。", "Stored as audit {run}: {n} findings as of {day}."),
    "store.looks_back": (
        "它早于已存的核查，不作比较，也不产生消息。",
        "It looks back behind an audit that is stored: nothing is compared, and nobody is told.",
    ),
    "store.first": ("是本地本政策的第一次。", "It is the first of its place and policy."),
    "store.compared": (
        "与第 {run} 次相比：新增 {new}，改变 {changed}，撤回 {withdrawn}。",
        "Against audit {run}: {new} new, {changed} changed, {withdrawn} withdrawn.",
    ),
    "store.queued": ("待送消息 {n} 条；取代 {overtaken} 条。", "{n} messages to send; {overtaken} overtaken."),
    "store.unlisted": ("无此项", "not listed"),
    "store.column.run": ("次", "No."),
    "store.column.place": ("地方与年度", "Place and year"),
    "store.column.policy": ("政策", "Policy"),
    "store.column.as_of": ("截至", "As of"),
    "store.column.findings": ("结论", "Findings"),
    "store.column.compared": ("相比", "Against"),
    "store.column.kind": ("改变", "Change"),
    "store.column.finding": ("结论", "Finding"),
    "store.column.before": ("先前", "Before"),
    "store.column.after": ("现在", "Now"),
    "store.column.verdict": ("结论", "Verdict"),
    "store.column.due": ("期限", "Due"),
    "store.column.done": ("办理", "Done"),
    "store.kind.new": ("新增", "new"),
    "store.kind.changed": ("改变", "changed"),
    "store.kind.withdrawn": ("撤回", "withdrawn"),
    "store.head": (
        "第 {run} 次 · {policy} · 截至 {day} · 改变 {n} 项",
        "Audit {run} · {policy} · as of {day} · {n} changes",
    ),
    "store.no_history": ("存储中没有这项结论。", "The store has no such finding."),
    "store.purged": (
        "抹去了 {documents} 份内容、{messages} 条消息；记为第 {entry} 条。",
        "{documents} documents and {messages} messages were erased; it is entry {entry}.",
    ),
    "verify.head": ("以前记下的链尾，应仍在链上", "A last link noted before, which has to be in the chain still"),
    "verify.counts": (
        "核查 {runs} 次，结论 {findings} 项，确认 {steps} 步，抹去 {purges} 次（{purged} 份内容只余摘要）。",
        "{runs} audits, {findings} findings, {steps} steps of confirming, {purges} purges ({purged} documents are digests now).",
    ),
    "verify.last": ("链尾：{head}", "Last link: {head}"),
    "verify.cut": ("链尾（记下的链尾已不在链上）", "the end (the link noted is not in the chain)"),
    "notify.state": ("只列：waiting、sent、dead、overtaken", "Only: waiting, sent, dead, overtaken"),
    "notify.book": (
        "通讯录（.toml）：用什么送，各单位的地址；没有它就不联网",
        "The book (.toml): by what to send, and each unit's address; without it no connection is opened",
    ),
    "notify.by": ("由插件提供的这一种送达（名称:地方）", "Send by the notifier of a plugin: its name, and a place"),
    "notify.folder": ("没有通讯录时写到哪个文件夹", "Into which folder, where there is no book"),
    "notify.most": ("最多送几条", "How many at most"),
    "notify.number": ("哪一条；默认全部送不出的", "Which message; by itself all that were given up"),
    "notify.done": (
        "送出 {sent}，稍后再试 {later}，送不出 {dead}。",
        "{sent} sent, {later} to try again, {dead} given up.",
    ),
    "notify.why": ("{n} 条 {code}：{what}", "{n} × {code}: {what}"),
    "notify.back": ("放回 {n} 条。", "{n} put back."),
    "notify.empty": ("没有消息。", "There are no messages."),
    "notify.gone": ("（内容已抹去）", "(its contents were erased)"),
    "notify.column.number": ("号", "No."),
    "notify.column.state": ("状态", "State"),
    "notify.column.unit": ("单位", "Unit"),
    "notify.column.subject": ("内容", "Subject"),
    "notify.column.attempts": ("次数", "Tries"),
    "notify.column.why": ("未送缘由", "Why not"),
    "notify.state.waiting": ("待送", "waiting"),
    "notify.state.sent": ("已送", "sent"),
    "notify.state.dead": ("送不出", "given up"),
    "notify.state.overtaken": ("已被取代", "overtaken"),
    "notify.counts": (
        "待送 {waiting}，已送 {sent}，送不出 {dead}，已被取代 {overtaken}",
        "{waiting} waiting, {sent} sent, {dead} given up, {overtaken} overtaken",
    ),
    "usage.either": ("{one} 和 {other} 写一个", "give one of {one} and {other}"),
    "profile": ("给谁看：internal（默认）、unit、public", "For whom: internal (by itself), unit, public"),
    "reference": (
        "规则参考网站的地址：报告和 SARIF 里的规则链到那里",
        "The address of the rule reference: rules in reports and SARIF link there",
    ),
    "profile.unit": ("单位版：哪个单位（编号）", "For the unit profile: which unit (its id)"),
    "profile.confirmed": (
        "公开版：确认的记录，列出已通报的",
        "For the public profile: the record of what was published",
    ),
    "remind.confirm": ("系统初判，须经人工复核。", "A first reading by machine: a person must confirm it."),
}
