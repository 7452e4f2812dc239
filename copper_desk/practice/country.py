"""Countries as the practice server knows them: two-letter codes, and English names that become codes.

Copper reads countries back as two-letter codes though its own example sends "United States" (contract,
section 1.1). What it does with other text is unknown; here it is refused. Must not know leads.
"""

from __future__ import annotations

_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
_NAMES = """
    Argentina AR, Australia AU, Austria AT, Bangladesh BD, Belgium BE, Bolivia BO, Brazil BR,
    Bulgaria BG, Canada CA, Chile CL, China CN, Colombia CO, Croatia HR, Cyprus CY, Czech Republic
    CZ, Czechia CZ, Denmark DK, Ecuador EC, Egypt EG, Estonia EE, Ethiopia ET, Finland FI, France
    FR, Germany DE, Ghana GH, Greece GR, Hong Kong HK, Hungary HU, Iceland IS, India IN, Indonesia
    ID, Ireland IE, Israel IL, Italy IT, Japan JP, Jordan JO, Kenya KE, Latvia LV, Lebanon LB,
    Lithuania LT, Luxembourg LU, Malaysia MY, Mexico MX, Morocco MA, Netherlands NL, New Zealand NZ,
    Nigeria NG, Norway NO, Pakistan PK, Peru PE, Philippines PH, Poland PL, Portugal PT, Qatar QA,
    Romania RO, Russia RU, Saudi Arabia SA, Senegal SN, Serbia RS, Singapore SG, Slovakia SK,
    Slovenia SI, South Africa ZA, South Korea KR, Spain ES, Sweden SE, Switzerland CH, Taiwan TW,
    Tanzania TZ, Thailand TH, Tunisia TN, Turkey TR, Türkiye TR, Uganda UG, Ukraine UA, United Arab
    Emirates AE, United Kingdom GB, Great Britain GB, United States US, United States of America US,
    USA US, UK GB, Uruguay UY, Vietnam VN
"""
CODES = frozenset(_CODES.split())
CODE_BY_NAME = {name.casefold(): code for name, code in (entry.strip().rsplit(" ", 1) for entry in _NAMES.split(","))}


def country_code(text: str) -> str | None:
    """The two-letter code for a code or an English country name, in any case; None if unknown."""
    word = " ".join(text.split())
    if word.upper() in CODES:
        return word.upper()
    return CODE_BY_NAME.get(word.casefold())
