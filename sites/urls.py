"""The address book: what stands at which address."""

from django.urls import path

from . import exports, maps, pages, releases

urlpatterns = [
    path("", pages.home, name="home"),
    path("area/", pages.area_page, name="area"),
    path("embed/", pages.embed, name="embed"),
    path("sites/", pages.sites, name="sites"),
    path("sites/<slug:slug>/", pages.site, name="site"),
    path("reports/<int:number>/", pages.report, name="report"),
    path("articles/", pages.articles, name="articles"),
    path("articles/<int:number>/", pages.article, name="article"),
    path("photos/<slug:sha256>-<int:width>.webp", pages.photo, name="photo"),
    path("summary/", pages.summary, name="summary"),
    path("method/", pages.method, name="method"),
    path("data/", pages.data, name="data"),
    path("data/package.zip", releases.package_zip, name="package_zip"),
    path("releases/", pages.releases_page, name="releases"),
    path("releases/<version>/", pages.release_page, name="release"),
    path("releases/<version>/<name>", releases.release_file, name="release_file"),
    path("releases/<before>/changes/<after>/", pages.changes_page, name="changes"),
    path("releases/<before>/changes/<after>.csv", releases.changes_csv, name="changes_csv"),
    path("releases/<before>/changes/<after>.json", releases.changes_json, name="changes_json"),
    path("about/", pages.about, name="about"),
    path("map/<z>/<x>/<y>.json", maps.tile, name="tile"),
    path("suggest.json", maps.suggest, name="suggest"),
    path("sites.csv", exports.sites_csv, name="sites_csv"),
    path("reports.csv", exports.reports_csv, name="reports_csv"),
    path("articles.csv", exports.articles_csv, name="articles_csv"),
    path("summary.csv", exports.summary_csv, name="summary_csv"),
]
