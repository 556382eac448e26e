"""What is said of plugins: refused when taken up (`PLG-0…`), or failed while it was asked (`PLG-1…`); zh and en, same places."""

from __future__ import annotations

from typing import Final

__all__ = ["FAULTS", "REFUSED"]

REFUSED: Final[dict[str, tuple[str, str]]] = {
    "PLG-001": (
        "插件 {who} 无法导入（{value}，{kind}）。请检查它的安装和依赖，或将它停用。",
        "The plugin {who} cannot be imported ({value}, {kind}). Check its installation and dependencies, or turn it off.",
    ),
    "PLG-002": (
        "插件 {who} 声明的接口版本是 {found}，这里是 {expected}。请在插件中写明 caserules_api = {expected}，或换用相应版本。",
        "The plugin {who} declares version {found} of the hooks; here it is {expected}. Say caserules_api = {expected} in the "
        "plugin, or install the version that fits.",
    ),
    "PLG-003": (
        "两个插件同名“{name}”：{one} 与 {other}。请改名，或停用其一。",
        "Two plugins are named “{name}”: {one} and {other}. Rename one, or turn it off.",
    ),
    "PLG-004": (
        "插件 {who}：没有名为 {hook} 的钩子；相近的：{near}。",
        "The plugin {who}: there is no hook {hook}; near it: {near}.",
    ),
    "PLG-005": (
        "插件 {who}：钩子 {hook} 没有参数 {arg}；可用：{known}。",
        "The plugin {who}: the hook {hook} has no argument {arg}; it may take: {known}.",
    ),
    "PLG-006": (
        "插件 {who}：钩子 {hook} 的参数 {arg} 不能有默认值：有默认值就永远不会被填入。",
        "The plugin {who}: the argument {arg} of the hook {hook} must have no default: with one it is never filled.",
    ),
    "PLG-007": (
        "插件 {who}：钩子 {hook} 不能是协程或生成器。请写成直接返回结果的函数。",
        "The plugin {who}: the hook {hook} must be no coroutine and no generator. Write a function that returns its answer.",
    ),
    "PLG-008": (
        "插件 {who}：钩子 {hook} 应为模块的函数或实例的方法；不能是类本身、类方法、静态方法或 lambda。",
        "The plugin {who}: the hook {hook} is to be a module's function or an instance's method; no class itself, class "
        "method, static method or lambda.",
    ),
    "PLG-009": (
        "插件 {who}：钩子 {hook} 不能包裹别的插件，也不能要求先后。请用不带参数的 @hookimpl。",
        "The plugin {who}: the hook {hook} may neither wrap others nor ask for an order. Use @hookimpl without arguments.",
    ),
    "PLG-010": (
        "插件 {who}：函数 {hook} 与钩子同名，却没有标记 @hookimpl，不会被调用。请加上标记，或改名。",
        "The plugin {who}: the function {hook} is named like a hook and is not marked @hookimpl, so nobody would call it. "
        "Mark it, or rename it.",
    ),
    "PLG-011": (
        "规则编号 {rule} 已被占用：{one} 与 {other}。请换一个编号。",
        "The rule id {rule} is taken: {one} and {other}. Choose another.",
    ),
    "PLG-012": (
        "插件 {who} 的规则 {rule} 不能使用（{why}）。请检查编号、章、事实表、事项组和卡片；章与事项组不得与他人相同。",
        "The rule {rule} of the plugin {who} cannot be used ({why}). Check its id, chapter, table, group of facts and card; "
        "chapter and group may be nobody else's.",
    ),
    "PLG-013": (
        "{hook}：名称“{name}”已被占用：{one} 与 {other}。请改名，或停用其一。",
        "{hook}: the name “{name}” is taken: {one} and {other}. Rename one, or turn it off.",
    ),
    "PLG-014": (
        "没有名为“{name}”的插件，或没有插件提供它。可用：{known}。",
        "There is no plugin “{name}”, or none that offers it. Known: {known}.",
    ),
    "PLG-015": (
        "插件给出的 {kind} 不合要求（{where}）。请按钩子说明填写。",
        "A {kind} that a plugin gives is not as it is to be ({where}). Write it as the hook's page says.",
    ),
    "PLG-016": (
        "当时的插件是 {then}，现在是 {now}。请装上当时的插件，或写明允许不同。",
        "The plugins then were {then}, now they are {now}. Install those, or say that others may be used.",
    ),
}
"""A plugin that cannot be taken up, or what it brings."""

FAULTS: Final[dict[str, tuple[str, str]]] = {
    "PLG-101": (
        "{where}：插件出错（{kind}）。只有依赖它的部分无法判断，其余不受影响。请告知插件的作者，或将它停用。",
        "{where}: the plugin failed ({kind}). Only what depends on it cannot be told; the rest stands. Tell its author, or turn "
        "it off.",
    ),
    "PLG-102": (
        "{where}：插件返回的类型不对（{kind}）。只有依赖它的部分无法判断。请告知插件的作者。",
        "{where}: the plugin answered with something of another kind ({kind}). Only what depends on it cannot be told. Tell its "
        "author.",
    ),
    "PLG-103": (
        "{where}：插件返回得太多（{kind}）。只有依赖它的部分无法判断。请告知插件的作者。",
        "{where}: the plugin answered with too much ({kind}). Only what depends on it cannot be told. Tell its author.",
    ),
    "PLG-104": (
        "{where}：插件改动了交给它的数据（{kind}）。改动不算数，依赖它的部分无法判断。请告知插件的作者。",
        "{where}: the plugin changed what it was given ({kind}). The change does not count, and what depends on the plugin "
        "cannot be told. Tell its author.",
    ),
    "PLG-105": (
        "{where}：插件的规则写得不合规定（{kind}）。这条规则无法判断，其余不受影响。请告知插件的作者。",
        "{where}: the plugin's rule is not made as rules are ({kind}). It cannot be judged; the rest stands. Tell its author.",
    ),
    "PLG-106": (
        "{where}：插件给出的日子放不进工作日历（{kind}）。按工作日计算的期限都无法确定。请告知插件的作者。",
        "{where}: the days that the plugin gives fit no calendar ({kind}). Nothing that is counted in working days can be told. "
        "Tell its author.",
    ),
    "PLG-107": (
        "{where}：政策中的这条规则没有判断，因为提供规则的插件出错。请告知插件的作者。",
        "{where}: the policy's rule was not judged, for a plugin that brings rules failed. Tell its author.",
    ),
}
"""A plugin that failed while it was asked: what depends on it is undetermined, and the run says so."""
