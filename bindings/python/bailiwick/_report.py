"""The whole report of one table: what was asked once, held together."""
from __future__ import annotations

import html
from typing import Any, Mapping, Optional

from ._native import BailiwickError


class Report:
    """Tables of a report, each a ``pyarrow.Table``: ``assignments``, ``balance``, ``counts``, ``findings``, ``hotspots``, ``hotspot_areas``."""

    def __init__(self, levels: Mapping[str, int], reports: Any, placed: Any, category: Optional[str], findings: Any, cells: Any, areas: Any) -> None:
        self.assignments = placed
        self.findings, self.hotspots, self.hotspot_areas = findings.to_arrow(), cells.to_arrow(), areas.to_arrow()
        self.balance = self._balance(levels)
        self.counts = self._counts(levels, reports, category)

    def _balance(self, levels: Mapping[str, int]) -> Any:
        """read = assigned + outside + rejected, at every level; checked."""
        import pyarrow
        import pyarrow.compute as compute

        read = self.assignments.num_rows
        rejected = {row["values"]: row["counts"] for row in compute.value_counts(self.assignments["rejected"].cast("string")).to_pylist() if row["values"] is not None}
        lines = []
        for level, count in levels.items():
            assigned = read - self.assignments[f"{level}_zone"].null_count
            lost = sum(rejected.values())
            outside = compute.sum(compute.equal(self.assignments[f"{level}_rule"].cast("string"), "outside")).as_py() or 0
            if read != assigned + outside + lost:
                raise BailiwickError(f"level {level}: expected read = assigned + outside + rejected, found {read} = {assigned} + {outside} + {lost}; a fault of the library",
                                     "balance")
            lines.append({"level": level, "zones": count, "read": read, "assigned": assigned, "outside": outside, "rejected": lost,
                          "unlocated": rejected.get("unlocated", 0), "malformed": rejected.get("malformed", 0)})
        return pyarrow.Table.from_pylist(lines)

    def _counts(self, levels: Mapping[str, int], reports: Any, category: Optional[str]) -> Any:
        """Reports per level, zone, unit and category; rejected ones are left out."""
        import pyarrow

        kept = pyarrow.compute.is_null(self.assignments["rejected"])
        parts = []
        for level in levels:
            columns = {"zone": self.assignments[f"{level}_zone"].cast("string"), "unit": self.assignments["unit"].cast("string")}
            if category is not None:
                columns["category"] = reports[category].cast("string")
            table = pyarrow.table(columns).filter(kept)
            grouped = table.group_by(list(columns), use_threads=False).aggregate([([], "count_all")]).rename_columns([*columns, "count"])
            parts.append(grouped.sort_by([(name, "ascending") for name in columns]).add_column(0, "level", [pyarrow.array([level] * grouped.num_rows)]))
        return pyarrow.concat_tables(parts)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.balance.column_names)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(str(value))}</td>" for value in row.values()) + "</tr>" for row in self.balance.to_pylist())
        return (f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{self.findings.num_rows} findings, "
                f"{self.hotspot_areas.num_rows} hotspot areas</p>")
