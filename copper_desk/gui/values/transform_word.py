"""What people call the transforms, wherever they are offered."""

from __future__ import annotations

from collections.abc import Mapping

from copper_desk.sheet.transform import Transform
from copper_desk.wording import later

TRANSFORM_WORDS: Mapping[Transform, str] = {
    Transform.TRIM: "Take spaces off the ends",
    Transform.COLLAPSE: "One space between words",
    Transform.UPPER: "UPPER CASE",
    Transform.LOWER: "lower case",
    Transform.TITLE: "Title Case",
    Transform.PHONE_INTERNATIONAL: later("Phone as +31201234567"),
    Transform.PHONE_NATIONAL: "Phone as written in its country",
    Transform.COUNTRY_CODE: "Country as its two letters",
}
