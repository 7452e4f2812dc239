"""The practice server as an ASGI application: the table of endpoints, and the control calls beside it.

Starlette routes, uvicorn serves; everything else is in the modules it names. Must not know processes.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Route

from . import endpoint, lead_call
from .backstage import backstage_routes
from .gate import Endpoint, Gate
from .state import State

PREFIX = "/developer_api/v1"

ENDPOINTS = (
    Endpoint("account", "GET", "/account", endpoint.show_account),
    Endpoint("me", "GET", "/users/me", endpoint.show_me),
    Endpoint("users", "POST", "/users/search", endpoint.search_users),
    Endpoint("user", "GET", "/users/{record_id:int}", endpoint.show_user),
    Endpoint("statuses", "GET", "/lead_statuses", endpoint.list_statuses, about_leads=True),
    Endpoint("sources", "GET", "/customer_sources", endpoint.list_sources),
    Endpoint("definitions", "GET", "/custom_field_definitions", endpoint.list_definitions),
    Endpoint("tags", "GET", "/tags", endpoint.list_tags),
    Endpoint("contact_types", "GET", "/contact_types", endpoint.list_contact_types),
    Endpoint("search", "POST", "/leads/search", lead_call.search_leads, about_leads=True),
    Endpoint("bulk_update", "POST", "/leads/bulk_update", lead_call.bulk_update, about_leads=True),
    Endpoint("bulk_create", "POST", "/leads/bulk_create", lead_call.bulk_create, about_leads=True),
    Endpoint("create", "POST", "/leads", lead_call.create_lead, about_leads=True),
    Endpoint("fetch", "GET", "/leads/{record_id:int}", lead_call.fetch_lead, about_leads=True),
    Endpoint("update", "PUT", "/leads/{record_id:int}", lead_call.update_lead, about_leads=True),
    Endpoint("delete", "DELETE", "/leads/{record_id:int}", lead_call.delete_lead, about_leads=True),
)
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def build_app(state: State) -> Starlette:
    """The application over a state."""
    routes = [Route(PREFIX + e.path, Gate(state, e).__call__, methods=[e.method]) for e in ENDPOINTS]
    unknown = Gate(state, Endpoint("", "", "", None))
    routes.append(Route("/{path:path}", unknown.__call__, methods=_METHODS))
    return Starlette(routes=[*backstage_routes(state), *routes])
