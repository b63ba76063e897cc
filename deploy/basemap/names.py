"""The names the map shows where its sources do not say them as the United Nations or English readers do."""

# Three-letter code -> short name. The atlas' own names are kept for every country not listed.
COUNTRY_NAMES = {
    "ATG": "Antigua and Barbuda", "BIH": "Bosnia and Herzegovina", "BRN": "Brunei Darussalam",
    "CAF": "Central African Republic", "COD": "DR Congo", "COK": "Cook Islands", "CZE": "Czechia",
    "DOM": "Dominican Republic", "ESH": "Western Sahara", "FLK": "Falkland Islands (Malvinas)", "FRO": "Faroe Islands",
    "GNQ": "Equatorial Guinea", "KNA": "Saint Kitts and Nevis", "KOR": "Republic of Korea", "LAO": "Lao PDR",
    "MHL": "Marshall Islands", "MNP": "Northern Mariana Islands", "PRK": "DPR Korea", "PYF": "French Polynesia",
    "SLB": "Solomon Islands", "SSD": "South Sudan", "STP": "São Tomé and Príncipe", "SWZ": "Eswatini",
    "TCA": "Turks and Caicos Islands", "TUR": "Türkiye", "USA": "United States", "VAT": "Holy See",
    "VCT": "Saint Vincent and the Grenadines", "VGB": "British Virgin Islands", "VIR": "US Virgin Islands",
    "VNM": "Viet Nam", "CYM": "Cayman Islands", "WLF": "Wallis and Futuna",
}
# Areas that are neither members nor observers of the United Nations: named in small letters, like islands.
TERRITORIES = {
    "ABW", "AIA", "ALA", "ASM", "BMU", "COK", "CUW", "CYM", "ESH", "FLK", "FRO", "GGY", "GRL", "GUM", "HKG", "IMN",
    "JEY",
    "MAC", "MNP", "MSR", "NCL", "NFK", "NIU", "PCN", "PRI", "PYF", "SHN", "SPM", "TCA", "TWN", "VGB", "VIR", "WLF",
    "XKX",
}
# Outlines that the map draws but does not name.
UNNAMED = {"ATA", "ATC", "ATF", "BLM", "CYN", "HMD", "IOA", "IOT", "KAS", "MAF", "SGS", "SOL", "SXM", "VAT"}
# States smaller than their names: shown late, so that they do not stand over their neighbours.
MICROSTATES = {"AND", "LIE", "MCO", "SMR"}
# Where a name reads better than at the middle of the largest area: (longitude, latitude).
COUNTRY_POINTS = {
    "CAN": (-105.0, 58.0), "CHL": (-70.9, -29.5), "CHN": (103.0, 35.5), "CYP": (33.1, 35.05), "FRA": (2.4, 46.7),
    "HRV": (16.4, 45.6), "IND": (78.8, 22.6), "ISR": (34.9, 30.9), "KOR": (127.9, 36.4), "MYS": (102.2, 4.2),
    "NOR": (9.3, 61.3), "PSE": (35.25, 32.0), "RUS": (95.0, 62.5), "SWE": (15.6, 62.2), "USA": (-99.0, 39.5),
    "VNM": (107.9, 14.3), "ITA": (12.5, 43.2), "GRC": (21.9, 39.4), "JPN": (138.2, 36.4), "IDN": (113.5, -1.0),
    "NZL": (171.5, -43.5), "PHL": (121.3, 16.5), "FJI": (178.0, -17.8), "SOM": (45.6, 3.8), "KIR": (173.0, 1.5),
}
# Name, longitude, latitude, first and last zoom.
SEAS = [
    ("Pacific Ocean", -150, 5, 1, 5), ("Pacific Ocean", 165, 22, 3, 5), ("Atlantic Ocean", -38, 30, 1, 5),
    ("Atlantic Ocean", -18, -22, 2, 5), ("Indian Ocean", 80, -22, 1, 5), ("Southern Ocean", 60, -60, 2, 4),
    ("Arctic Ocean", -160, 77, 2, 4), ("Mediterranean Sea", 18.0, 35.0, 3, 5), ("Mediterranean Sea", 30.6, 33.6, 6, 7),
    ("Mediterranean Sea", 5.5, 39.8, 6, 7), ("Black Sea", 34.5, 43.3, 4, 7), ("Caspian Sea", 51.0, 40.3, 4, 7),
    ("Red Sea", 38.4, 20.4, 4, 7), ("Persian Gulf", 51.4, 27.1, 5, 8), ("Gulf of Oman", 59.3, 24.6, 6, 8),
    ("Arabian Sea", 64, 16, 3, 6), ("Gulf of Aden", 48.2, 12.5, 5, 8), ("Bay of Bengal", 88.5, 14, 4, 6),
    ("Adriatic Sea", 15.6, 42.9, 5, 8), ("Aegean Sea", 25.1, 38.6, 6, 8), ("Ionian Sea", 18.7, 38.0, 6, 8),
    ("Tyrrhenian Sea", 12.3, 39.8, 6, 8), ("Sea of Azov", 36.7, 46.1, 6, 9), ("Sea of Marmara", 28.1, 40.7, 8, 10),
    ("Baltic Sea", 19.2, 57.0, 4, 7), ("North Sea", 3.2, 56.2, 4, 7), ("Norwegian Sea", 3, 67, 4, 6),
    ("Barents Sea", 40, 74, 4, 6), ("Bay of Biscay", -4.6, 45.2, 5, 7), ("Gulf of Guinea", 2, 1.5, 4, 6),
    ("Gulf of Mexico", -90.5, 25, 4, 6), ("Caribbean Sea", -74.5, 14.8, 4, 6), ("Hudson Bay", -85.5, 60, 4, 6),
    ("Labrador Sea", -53, 58, 4, 6), ("Bering Sea", -178, 58, 4, 6), ("Sea of Okhotsk", 149, 53.5, 4, 6),
    ("South China Sea", 114.5, 14.5, 4, 6), ("East China Sea", 125.2, 29.5, 5, 7), ("Philippine Sea", 131, 19, 4, 6),
    ("Java Sea", 111.5, -5.3, 5, 7), ("Banda Sea", 126.5, -5.6, 5, 7), ("Coral Sea", 154, -17, 4, 6),
    ("Tasman Sea", 160.5, -38, 4, 6), ("Mozambique Channel", 41.3, -18.6, 5, 7), ("Andaman Sea", 96, 11.5, 5, 7),
    ("Dead Sea", 35.48, 31.45, 9, 11), ("Gulf of Suez", 33.1, 28.6, 7, 9), ("Gulf of Aqaba", 34.62, 28.75, 8, 10),
]
# GeoNames' name and country -> the name shown; an empty name leaves the place out (a part of a larger town).
TOWN_NAMES = {
    ("Tadmur", "SY"): "Palmyra", ("Ar Raqqah", "SY"): "Raqqa", ("Deir ez-Zor", "SY"): "Deir ez-Zor",
    ("Al Ḩasakah", "SY"): "Hasakah", ("Ţarţūs", "SY"): "Tartus", ("Ḩamāh", "SY"): "Hama", ("Dar‘ā", "SY"): "Daraa",
    ("Al Qāmishlī", "SY"): "Qamishli", ("‘Ayn al ‘Arab", "SY"): "Kobani", ("Dūmā", "SY"): "Douma",
    ("Al-Tabqa", "SY"): "Tabqa",
    ("Al Bāb", "SY"): "Al-Bab", ("I‘zāz", "SY"): "Azaz", ("‘Afrīn", "SY"): "Afrin",
    ("Al Mawşil al Jadīdah", "IQ"): "", ("Al Başrah al Qadīmah", "IQ"): "", ("Sadr City", "IQ"): "",
    ("Basrah", "IQ"): "Basra",
    ("Abū Ghurayb", "IQ"): "Abu Ghraib", ("Al Hillah", "IQ"): "Hillah", ("Dihok", "IQ"): "Dohuk",
    ("Al-Kut", "IQ"): "Kut",
    ("Al ‘Amārah", "IQ"): "Amarah", ("Al Diwaniyah", "IQ"): "Diwaniyah", ("Al Fallūjah", "IQ"): "Fallujah",
    ("As Samawah", "IQ"): "Samawah", ("Bayjī", "IQ"): "Baiji", ("Sāmarrā’", "IQ"): "Samarra",
    ("Ash Sharqāt", "IQ"): "Shirqat",
    ("Sanaa", "YE"): "Sana'a", ("Al Ḩudaydah", "YE"): "Hodeidah", ("Ma'rib", "YE"): "Marib", ("Sa'dah", "YE"): "Saada",
    ("Darnah", "LY"): "Derna", ("Misratah", "LY"): "Misrata", ("Az Zāwīyah", "LY"): "Zawiya",
    ("Al Khums", "LY"): "Khoms",
    ("Şabrātah", "LY"): "Sabratha", ("Al Bayḑā’", "LY"): "Bayda",
    ("Zaporizhzhya", "UA"): "Zaporizhzhia", ("Kryvyy Rih", "UA"): "Kryvyi Rih", ("Mykolayiv", "UA"): "Mykolaiv",
    ("Vinnytsya", "UA"): "Vinnytsia", ("Makiyivka", "UA"): "Makiivka",
    ("Pravyi Bereh", "UA"): "", ("West Jerusalem", "IL"): "", ("New Territories", "HK"): "", ("Bao'an", "CN"): "",
    ("Songjiang", "CN"): "", ("Wuzhong", "CN"): "", ("Delhi", "IN"): "New Delhi", ("New Delhi", "IN"): "",
    ("Jiading", "CN"): "", ("Baoshan", "CN"): "", ("Queens", "US"): "", ("Brooklyn", "US"): "",
    ("Navi Mumbai", "IN"): "", ("Soweto", "ZA"): "",
    ("East Jerusalem", "PS"): "", ("Battir", "PS"): "", ("Old City", "PS"): "", ("Khān Yūnis", "PS"): "Khan Yunis",
    ("Rafaḩ", "PS"): "Rafah", ("Jabālyā", "PS"): "Jabalia", ("Herāt", "AF"): "Herat", ("Kandahār", "AF"): "Kandahar",
    ("Mazār-e Sharīf", "AF"): "Mazar-i-Sharif", ("Bāmyān", "AF"): "Bamyan", ("New York City", "US"): "New York",
    ("Washington, D.C.", "US"): "Washington",
}
# Countries whose GeoNames spellings carry scholars' marks (Ḩ, ā, ‘), which are taken off.
PLAIN_SPELLING = set(
    "SY IQ JO LB PS IL SA YE OM AE QA BH KW EG LY SD IR AF PK IN BD NP MA DZ TN JP KR KP ET ER SO DJ".split()
)
