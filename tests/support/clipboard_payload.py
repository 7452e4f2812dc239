"""What three spreadsheets put on the clipboard for one and the same block, in the shapes they are known to write.

Made by hand after those shapes: line ends, quotes, wrappers and marks are theirs, the leads are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

COMPANY, TITLE, VALUE, DETAILS = "company_name", "title", "monetary_value", "details"

BLOCK = (
    ("Müller & Söhne", 'Head of "Ops"', 12000.5, "Met at the expo.\nWants 40 pallets."),
    ("Pérez <Export>", "Buyer", 7, "שלום, 李晨 👩‍💻"),
    ("Zürich AG", "CEO", 0, "\tindented"),
)
"""Company, Title, Value, Description of three leads."""


@dataclass(frozen=True)
class Payload:
    """``text`` and ``html`` are the two forms."""

    program: str
    text: str
    html: str


_EXCEL_ROWS = (
    (
        "M&uuml;ller &amp; S&ouml;hne",
        "Head of &quot;Ops&quot;",
        "12,000.50",
        "Met at the expo.<br>\r\n    Wants 40 pallets.",
    ),
    ("P&eacute;rez &lt;Export&gt;", "Buyer", "7.00", "שלום, 李晨 👩‍💻"),
    ("Z&uuml;rich AG", "CEO", "0.00", "indented"),
)

EXCEL = Payload(
    "Excel",
    'Müller & Söhne\t"Head of ""Ops"""\t12,000.50\t"Met at the expo.\nWants 40 pallets."\r\n'
    "Pérez <Export>\tBuyer\t7.00\tשלום, 李晨 👩‍💻\r\n"
    'Zürich AG\tCEO\t0.00\t"\tindented"\r\n',
    '<html xmlns:v="urn:schemas-microsoft-com:vml"\r\nxmlns:o="urn:schemas-microsoft-com:office:office"\r\n'
    'xmlns:x="urn:schemas-microsoft-com:office:excel"\r\nxmlns="http://www.w3.org/TR/REC-html40">\r\n\r\n<head>\r\n'
    '<meta http-equiv=Content-Type content="text/html; charset=utf-8">\r\n<meta name=ProgId content=Excel.Sheet>\r\n'
    '<style>\r\n<!--table\r\n\t{mso-displayed-decimal-separator:"\\.";}\r\n.xl65\r\n\t{white-space:normal;}\r\n-->\r\n'
    '</style>\r\n</head>\r\n\r\n<body link="#0563C1" vlink="#954F72">\r\n\r\n'
    "<table border=0 cellpadding=0 cellspacing=0 width=256 style='border-collapse:\r\n collapse;width:192pt'>\r\n"
    "<!--StartFragment-->\r\n <col width=64 span=4 style='width:48pt'>\r\n"
    + "".join(
        " <tr height=20 style='height:15.0pt'>\r\n"
        + "".join(f"  <td class=xl65 width=64 style='width:48pt'>{cell}</td>\r\n" for cell in row)
        + " </tr>\r\n"
        for row in _EXCEL_ROWS
    )
    + "<!--EndFragment-->\r\n</table>\r\n\r\n</body>\r\n\r\n</html>\r\n",
)

SHEETS = Payload(
    "Google Sheets",
    'Müller & Söhne\t"Head of ""Ops"""\t12,000.50\t"Met at the expo.\nWants 40 pallets."\n'
    "Pérez <Export>\tBuyer\t7.00\tשלום, 李晨 👩‍💻\n"
    'Zürich AG\tCEO\t0.00\t"\tindented"',
    "<meta charset='utf-8'><google-sheets-html-origin><style type=\"text/css\"><!--td {border: 1px solid #cccccc;}"
    "br {mso-data-placement:same-cell;}--></style>"
    '<table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" cellpadding="0" dir="ltr" border="1" '
    'data-sheets-root="1"><colgroup><col width="100"/><col width="100"/><col width="100"/><col width="100"/></colgroup>'
    "<tbody>"
    '<tr style="height:21px;"><td style="overflow:hidden;">Müller &amp; Söhne</td><td>Head of &quot;Ops&quot;</td>'
    '<td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:12000.5}">12,000.50</td>'
    "<td>Met at the expo.<br/>Wants 40 pallets.</td></tr>"
    '<tr style="height:21px;"><td>Pérez &lt;Export&gt;</td><td>Buyer</td><td>7.00</td><td>שלום, 李晨 👩‍💻</td></tr>'
    '<tr style="height:21px;"><td>Zürich AG</td><td>CEO</td><td>0.00</td><td>indented</td></tr>'
    "</tbody></table>",
)

CALC = Payload(
    "LibreOffice",
    'Müller & Söhne\tHead of "Ops"\t12,000.50\t"Met at the expo.\nWants 40 pallets."\n'
    "Pérez <Export>\tBuyer\t7.00\tשלום, 李晨 👩‍💻\n"
    'Zürich AG\tCEO\t0.00\t"\tindented"\n',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">\n\n<html>\n<head>\n\t\n'
    '\t<meta http-equiv="content-type" content="text/html; charset=utf-8"/>\n\t<title></title>\n'
    '\t<meta name="generator" content="LibreOffice 7.6 (Linux)"/>\n\t<style type="text/css">\n'
    '\t\tbody,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Liberation Sans"; font-size:x-small }\n'
    "\t</style>\n\t\n</head>\n\n<body>\n"
    '<table cellspacing="0" border="0">\n\t<colgroup span="4" width="85"></colgroup>\n'
    '\t<tr>\n\t\t<td height="32" align="left" valign=bottom>Müller &amp; Söhne</td>\n'
    '\t\t<td align="left" valign=bottom>Head of &quot;Ops&quot;</td>\n'
    '\t\t<td align="right" valign=bottom sdval="12000.5" sdnum="1033;0;#,##0.00">12,000.50</td>\n'
    '\t\t<td align="left" valign=bottom>Met at the expo.<br>Wants 40 pallets.</td>\n\t</tr>\n'
    '\t<tr>\n\t\t<td height="17" align="left" valign=bottom>Pérez &lt;Export&gt;</td>\n'
    '\t\t<td align="left" valign=bottom>Buyer</td>\n\t\t<td align="right" valign=bottom>7.00</td>\n'
    '\t\t<td align="left" valign=bottom>שלום, 李晨 👩‍💻</td>\n\t</tr>\n'
    '\t<tr>\n\t\t<td height="17" align="left" valign=bottom>Zürich AG</td>\n'
    '\t\t<td align="left" valign=bottom>CEO</td>\n\t\t<td align="right" valign=bottom>0.00</td>\n'
    '\t\t<td align="left" valign=bottom>indented</td>\n\t</tr>\n</table>\n</body>\n\n</html>\n',
)

PAYLOADS = (EXCEL, SHEETS, CALC)
