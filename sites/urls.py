"""The address book: what stands at which address."""

from django.urls import path, register_converter

from . import (
    api,
    citations,
    exports,
    feeds,
    follow,
    formats,
    maps,
    offline,
    overviews,
    pages,
    previews,
    releases,
    styleguide,
    tongues,
)

register_converter(citations.FormConverter, "citation")

# What people read, in the language of its address: /ar/sites/.
SPOKEN = [
    path("", pages.home, name="home"),
    path("area/", pages.area_page, name="area"),
    path("embed/", pages.embed, name="embed"),
    path("sites/", pages.sites, name="sites"),
    path("sites/<slug:slug>/", pages.site, name="site"),
    path("reports/<int:number>/", pages.report, name="report"),
    path("articles/", pages.articles, name="articles"),
    path("articles/<int:number>/", pages.article, name="article"),
    path("summary/", pages.summary, name="summary"),
    path("method/", pages.method, name="method"),
    path("data/", pages.data, name="data"),
    path("releases/", pages.releases_page, name="releases"),
    path("releases/<version>/", pages.release_page, name="release"),
    path("releases/<before>/changes/<after>/", pages.changes_page, name="changes"),
    path("about/", pages.about, name="about"),
    path("risk/", pages.risk, name="risk"),
    path("offline/", pages.offline, name="offline"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("words.js", tongues.words_js, name="words_js"),
    path("preview.png", previews.list_preview, name="list_preview"),
    path("sites/<slug:slug>/preview.png", previews.site_preview, name="site_preview"),
    path("reports/<int:number>/preview.png", previews.report_preview, name="report_preview"),
    path("articles/<int:number>/preview.png", previews.article_preview, name="article_preview"),
    path("suggest.json", maps.suggest, name="suggest"),
    path("badge/<slug:slug>.svg", citations.badge, name="badge"),
    path("feeds/reports.atom", feeds.reports_atom, name="reports_atom"),
    path("feeds/corrections.atom", feeds.corrections_atom, name="corrections_atom"),
    path("sites/<slug:slug>.atom", feeds.site_atom, name="site_atom"),
    path("follow/", follow.follow, name="follow"),
    path("follow/confirm/<token>/", follow.confirm, name="follow_confirm"),
    path("follow/stop/<token>/", follow.stop, name="follow_stop"),
    path("corrections/", follow.corrections, name="corrections"),
]

# What programs read, and whatever has no words: one address for all languages.
UNSPOKEN = [
    path("photos/<slug:sha256>-<int:width>.webp", pages.photo, name="photo"),
    path("styleguide/<slug:sha256>-<int:width>.webp", styleguide.picture, name="styleguide_photo"),
    path("data/package.zip", releases.package_zip, name="package_zip"),
    path("releases/<version>/<name>", releases.release_file, name="release_file"),
    path("releases/<before>/changes/<after>.csv", releases.changes_csv, name="changes_csv"),
    path("releases/<before>/changes/<after>.json", releases.changes_json, name="changes_json"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path(".well-known/change-password", pages.change_password, name="change_password"),
    path("sw.js", offline.worker, name="worker"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("sitemap-<slug:kind>-<int:part>.xml", pages.sitemap_part, name="sitemap_part"),
    path("map/<z>/<x>/<y>.json", maps.tile, name="tile"),
    path("map/overview.svg", overviews.overview_map, name="overview_map"),
    path("sites/<slug:slug>/place.svg", overviews.site_place, name="site_place"),
    path("sites.csv", exports.sites_csv, name="sites_csv"),
    path("reports.csv", exports.reports_csv, name="reports_csv"),
    path("articles.csv", exports.articles_csv, name="articles_csv"),
    path("summary.csv", exports.summary_csv, name="summary_csv"),
    *(path(offer.path, formats.formatted, {"offer": offer}, name=offer.name) for offer in formats.OFFERS),
    path("sites/<slug:slug>.geojson", formats.site_geojson, name="site_geojson"),
    path("sites/<slug:slug>.jsonld", formats.site_jsonld, name="site_jsonld"),
    path("reports/<int:number>.geojson", formats.report_geojson, name="report_geojson"),
    path("reports/<int:number>.jsonld", formats.report_jsonld, name="report_jsonld"),
    path("articles/<int:number>.jsonld", formats.article_jsonld, name="article_jsonld"),
    path("api/", api.landing, name="api"),
    path("api/conformance", api.conformance, name="api_conformance"),
    path("api/api", api.definition, name="api_definition"),
    path("api/collections", api.collections, name="api_collections"),
    path("api/collections/<str:name>", api.collection, name="api_collection"),
    path("api/collections/<str:name>/items", api.items, name="api_items"),
    path("api/collections/<str:name>/items/<str:number>", api.item, name="api_item"),
    path("api/<path:rest>", api.missing, name="api_missing"),
    path("sites.<citation:form>", citations.list_citation, name="list_citation"),
    path("sites/<slug:slug>.<citation:form>", citations.site_citation, name="site_citation"),
    path("reports/<int:number>.<citation:form>", citations.report_citation, name="report_citation"),
    path("articles/<int:number>.<citation:form>", citations.article_citation, name="article_citation"),
]

urlpatterns = [*SPOKEN, *UNSPOKEN]

# Whole files, by the names of their addresses: whoever takes one holds a thread of the server until it is sent.
FILES = {
    *("sites_csv", "reports_csv", "articles_csv", "summary_csv", "package_zip", "release_file"),
    *("changes_csv", "changes_json"),
    *(offer.name for offer in formats.OFFERS),
}

# What readers send that is kept, so many an hour from one address; and those besides that write something.
SENT = {"follow", "corrections"}
WRITING = SENT | {"follow_confirm", "follow_stop"}
