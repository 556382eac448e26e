"""What a store and a notifier refuse, or could not do: a sentence for each code in Chinese and in English, with the remedy."""

from __future__ import annotations

from typing import Final

__all__ = ["STORES"]

STORES: Final[dict[str, tuple[str, str]]] = {
    "STO-001": (
        "存储打不开（{where}）：{why}。",
        "The store at {where} cannot be opened: {why}.",
    ),
    "STO-002": (
        "这不是 caserules 的存储（{where}），没有改动它。请核对文件或数据库的名称。",
        "What is at {where} is no store of caserules; it was not touched. Check the name of the file or database.",
    ),
    "STO-003": (
        "存储的版本是 {found}，本程序只认识到 {known}，没有改动它。请升级 caserules。",
        "The store is of version {found}, and this program knows versions up to {known}; it was not touched. Upgrade caserules.",
    ),
    "STO-004": (
        "存储的版本是 {found}，本程序用 {known}。请先备份，再运行 caserules store init 升级。",
        "The store is of version {found}, and this program uses {known}. Back it up, then run caserules store init.",
    ),
    "STO-005": (
        "存储已损坏（{where}）：{why}。请从备份恢复。",
        "The store at {where} is damaged: {why}. Restore it from a backup.",
    ),
    "STO-006": (
        "存储正忙，等候已满。什么都没有写入，请再试。",
        "The store is busy, and the wait is over. Nothing was written; try again.",
    ),
    "STO-007": (
        "存储无法读写：{why}。什么都没有写入；排除原因后可以原样重试。",
        "The store cannot be read or written: {why}. Nothing was written; once that is mended, try again as before.",
    ),
    "STO-008": (
        "{where} 存不下：太长、空白、重复，或含有数据库不能存的字符。",
        "The store cannot hold {where}: it is too long, empty, not the only one, or has a character that no database takes.",
    ),
    "STO-009": (
        "存储中没有第 {run} 次核查。",
        "The store has no run {run}.",
    ),
    "STO-010": (
        "第 {run} 次核查的凭据相同，结论却不同。同样的输入应有同样的结论，请检查插件。",
        "Run {run} has the same receipt and other findings. The same inputs give the same findings: look at the plugins.",
    ),
    "STO-011": (
        "WAL 模式需要 SQLite {needed} 以上，这里是 {found}。请用默认的日志模式。",
        "The WAL mode needs SQLite {needed} or newer, and this is {found}. Use the default journal.",
    ),
    "STO-012": (
        "数据库的编码是 {found}，应为 UTF-8。",
        "The database's encoding is {found}; it has to be UTF-8.",
    ),
    "STO-013": (
        "{where} 没有存储。请先运行 caserules store init。",
        "There is no store at {where}. Run caserules store init first.",
    ),
    "STO-014": (
        "存储与记录链不符，第一处：{where}。",
        "The store is not as its chain says; the first place is {where}.",
    ),
    "NTF-001": (
        "消息的 {where} 为空、过长，或含有可以伪造信头的字符。",
        "A message's {where} is empty, too long, or holds what could forge a header.",
    ),
    "NTF-002": (
        "通讯录中没有这个单位的地址。消息不会改送别处；请补上地址，再重送。",
        "The book has no address of the unit. The message goes nowhere else; add the address and send it again.",
    ),
    "NTF-003": (
        "{where} 的写法不对。",
        "{where} is not written as it should be.",
    ),
    "NTF-004": (
        "对方没有应答，稍后再试。",
        "There was no answer; it is tried again later.",
    ),
    "NTF-005": (
        "对方拒收，不再重试。请核对地址。",
        "The other side refused it, and it is not tried again. Check the address.",
    ),
    "NTF-006": (
        "通知插件出错（{where}）。",
        "The notifier {where} failed.",
    ),
    "NTF-007": (
        "消息无法写入文件夹。",
        "The message cannot be written to the folder.",
    ),
}
