"""What happened to a site, how sure we are, and what was done since."""

from .vocabulary import Term, Vocabulary

LEVELS = Vocabulary(
    Term("destroyed", "Destroyed", "Nothing or almost nothing stands (over 90%)."),
    Term("severe", "Severe damage", "Large parts are lost or at risk of collapse (about 31–90%)."),
    Term("moderate", "Moderate damage", "Parts are lost or cracked, the whole still stands (about 11–30%)."),
    Term("slight", "Slight damage", "Surface or small parts; no structural damage (about 1–10%)."),
    Term("none", "No known damage", "Somebody looked and saw no damage."),
    Term("unspecified", "Damaged, extent not known", "Somebody says damaged and gives no amount."),
    Term("unknown", "Not known", "Nobody could look, or nothing could be told."),
)

NO_REPORT = Term("no_report", "No report", "No published report says anything about the site's state.")

STATUSES = Vocabulary(*LEVELS.values(), NO_REPORT)

SCALE = ("none", "slight", "moderate", "severe", "destroyed")

VERIFICATIONS = Vocabulary(
    Term("reported", "Reported", "At least one source says so."),
    Term("corroborated", "Corroborated", "At least two sources of different origin say so."),
    Term("confirmed", "Confirmed", "Somebody looked: a site visit, or imagery; cited with the role “looked”."),
    Term("refuted", "Found to be wrong", "A cited source shows it to be wrong. Kept, never deleted."),
)

STRENGTH = {"reported": 1, "corroborated": 2, "confirmed": 3}

CAUSES = Vocabulary(
    Term("deliberate", "Deliberate destruction"),
    Term("bombardment", "Shelling, air strike or missile"),
    Term("fighting", "Ground fighting or military use"),
    Term("looting", "Looting or theft"),
    Term("vandalism", "Vandalism"),
    Term("fire", "Fire"),
    Term("earthquake", "Earthquake"),
    Term("flood_storm", "Flood or storm"),
    Term("other_natural", "Other natural cause"),
    Term("development", "Building, demolition or land use"),
    Term("neglect", "Neglect or collapse from age"),
    Term("intervention", "Repair or restoration work"),
    Term("other", "Other"),
    Term("unknown", "Not known"),
)

METHODS = Vocabulary(
    Term("site_visit", "Site visit"),
    Term("satellite", "Satellite or aerial image"),
    Term("ground_imagery", "Photographs or video from the ground"),
    Term("testimony", "Witness or local informant"),
    Term("official", "Statement by an authority"),
    Term("news", "Media report only"),
    Term("unknown", "Not known"),
)

RECOVERIES = Vocabulary(
    Term("cleared", "Remains cleared away"),
    Term("stabilised", "Stabilised"),
    Term("in_progress", "Recovery in progress"),
    Term("restored", "Restored"),
    Term("reconstructed", "Reconstructed"),
)
