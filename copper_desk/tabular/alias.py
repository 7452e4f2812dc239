"""The headers under which lead lists name a field, beside its own label.

The words of Copper's import template and of the spreadsheets that other programs write. Compared without case, spaces
and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from copper_desk.leads.character import folded_name

_PUNCTUATION = re.compile(r"[\W_]+")

# The header row of the import template that Copper hands out, where a header is not the field's own label.
TEMPLATE: Mapping[str, str] = {
    "details": "details",
    "value": "monetary_value",
    "company": "company_name",
    "owned by": "assignee_id",
    "state": "address.state",
    "lead status": "status_id",
    "tag": "tags",
}

ALIASES: Mapping[str, str] = {
    alias: key
    for key, aliases in {
        "id": "id, copper id, copper lead id, lead id, record id, prosperworks id",
        "name": "name, full name, lead name, lead, contact name, display name, contact",
        "prefix": "prefix, salutation, name prefix, honorific",
        "first_name": "first name, firstname, given name, forename, fname, first",
        "middle_name": "middle name, middlename, additional name, middle initial",
        "last_name": "last name, lastname, surname, family name, lname, last",
        "suffix": "suffix, name suffix",
        "title": "title, job title, position, jobtitle, role, occupation",
        "company_name": "company, company name, organization, organisation, account, account name, employer",
        "email": "email, e mail, work email, email address, e mail address, mail, email id, email work, primary email, "
        "email 1, e mail 1, e mail 1 value, email 1 value, your email, personal email, other email, home email",
        "phone.mobile": "mobile, mobile phone, cell, cell phone, cellphone, mobile number, mobile phone number, "
        "phone mobile, cell number",
        "phone.work": "phone, work phone, phone number, telephone, tel, business phone, office phone, phone work, "
        "phone 1, phone1, direct phone, phone 1 value",
        "phone.home": "home phone, phone home, home number",
        "phone.other": "other phone, phone 2, phone2, phone other, phone 2 value",
        "website.work": "work website, website, url, web, web site, homepage, website url, company website, web page, "
        "website work, web page 1",
        "website.personal": "personal website, personal web page, blog",
        "website.other": "other website",
        "social.linkedin": "linkedin, linked in, linkedin url, linkedin profile, linkedin profile url",
        "social.twitter": "twitter, twitter url, x url, twitter handle",
        "social.facebook": "facebook, facebook url, facebook profile",
        "social.other": "social, social url, other social",
        "address.street": "street, address, street address, address line 1, address 1, street 1, work address, "
        "mailing street",
        "address.city": "city, town, work city, mailing city",
        "address.state": "state, province, region, state province, state region, work state, mailing state",
        "address.postal_code": "postal code, zip, zip code, zipcode, postcode, post code, postalcode, work zipcode, "
        "mailing zip",
        "address.country": "country, work country, country region, mailing country, country code",
        "assignee_id": "owner, owned by, assigned to, assignee, owner email, lead owner, contact owner, record owner",
        "status_id": "status, lead status",
        "customer_source_id": "source, lead source, customer source",
        "monetary_value": "value, lead value, monetary value, amount, deal value",
        "details": "details, description, notes, about, note, comments, comment",
        "tags": "tag, tags, labels",
        "date_created": "created, date created, create date, created at, created time",
        "date_modified": "last modified, date modified, modified, last modified date, updated at",
        "date_last_contacted": "last contacted, date last contacted",
        "interaction_count": "interactions, interaction count",
    }.items()
    for alias in aliases.split(", ")
}


def plain_header(header: str) -> str:
    """A header as it is compared: in any case, without spaces at its ends and without punctuation."""
    return _PUNCTUATION.sub(" ", folded_name(header)).strip()
