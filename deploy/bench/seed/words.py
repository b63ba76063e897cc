"""The words that the seeded names are made of, in Latin, Arabic and Ukrainian letters."""

KINDS = {
    "religious": (
        ("Great Mosque", "الجامع الكبير", "Велика мечеть"),
        ("Mosque", "جامع", "Мечеть"),
        ("Church", "كنيسة", "Церква"),
        ("Cathedral", "كاتدرائية", "Собор"),
        ("Monastery", "دير", "Монастир"),
        ("Synagogue", "كنيس", "Синагога"),
    ),
    "burial": (("Shrine", "ضريح", "Мавзолей"), ("Cemetery", "مقبرة", "Цвинтар"), ("Tomb", "قبر", "Гробниця")),
    "monument": (("Monument", "نصب", "Пам'ятник"), ("Tower", "برج", "Вежа"), ("Arch", "قوس", "Арка")),
    "fortification": (("Citadel", "قلعة", "Цитадель"), ("Castle", "حصن", "Замок"), ("Gate", "باب", "Брама")),
    "building": (
        ("House", "بيت", "Будинок"),
        ("Palace", "قصر", "Палац"),
        ("School", "مدرسة", "Школа"),
        ("Caravanserai", "خان", "Караван-сарай"),
        ("Theatre", "مسرح", "Театр"),
        ("Bath", "حمام", "Лазня"),
    ),
    "museum": (("Museum", "متحف", "Музей"), ("Gallery", "معرض", "Галерея")),
    "library_archive": (("Library", "مكتبة", "Бібліотека"), ("Archive", "أرشيف", "Архів")),
    "archaeological_site": (("Tell", "تل", "Городище"), ("Ruins", "خربة", "Руїни"), ("Mound", "كوم", "Курган")),
    "infrastructure": (("Bridge", "جسر", "Міст"), ("Aqueduct", "قناة", "Акведук")),
    "district": (("Old Quarter", "الحي القديم", "Старий квартал"),),
    "landscape": (("Garden", "حديقة", "Сад"),),
}  # fmt: skip
COMMON = {"religious": 30, "building": 20, "archaeological_site": 16, "burial": 10, "monument": 8, "fortification": 5,
          "museum": 4, "library_archive": 3, "infrastructure": 2, "district": 1, "landscape": 1}  # fmt: skip

WHOSE = (
    ("al-Nuri", "النوري", "Нурі"), ("Umar", "عمر", "Омара"), ("Ali", "علي", "Алі"), ("Bilal", "بلال", "Білала"),
    ("Saint George", "مار جرجس", "Святого Юрія"), ("Saint Nicholas", "مار نقولا", "Святого Миколая"),
    ("the Dormition", "السيدة", "Успіння Богородиці"), ("the Saviour", "المخلص", "Спаса"),
    ("Saint Sophia", "آيا صوفيا", "Святої Софії"), ("Saint Michael", "مار ميخائيل", "Архангела Михаїла"),
    ("Sultan Hasan", "السلطان حسن", "Султана Хасана"), ("Nabi Yunus", "النبي يونس", "пророка Йони"),
    ("Sheikh Zayd", "الشيخ زيد", "шейха Зайда"), ("Fatima", "فاطمة", "Фатіми"), ("Zaynab", "زينب", "Зейнаб"),
    ("Khalid ibn al-Walid", "خالد بن الوليد", "Халіда"), ("Salah al-Din", "صلاح الدين", "Саладіна"),
    ("the Two Brothers", "الأخوين", "двох братів"), ("the Merchants", "التجار", "купців"),
    ("the Weavers", "الحياكين", "ткачів"), ("the Coppersmiths", "النحاسين", "мідників"),
    ("the Well", "البئر", "біля криниці"), ("the Hill", "التلة", "на пагорбі"), ("the River", "النهر", "над річкою"),
    ("the Pasha", "الباشا", "паші"), ("the Governor", "الوالي", "губернатора"), ("the Poet", "الشاعر", "поета"),
    ("Saint Barbara", "القديسة بربارة", "Святої Варвари"), ("Saint Elijah", "مار الياس", "Святого Іллі"),
    ("the Forty Martyrs", "الأربعين شهيدا", "сорока мучеників"), ("Mar Behnam", "مار بهنام", "Бегнама"),
    ("the Archangels", "رؤساء الملائكة", "архангелів"), ("Ibn Tulun", "ابن طولون", "Ібн Тулуна"),
    ("the Cossacks", "القوزاق", "козаків"), ("Shevchenko", "شيفتشينكو", "Шевченка"),
    ("the Engineers", "المهندسين", "інженерів"), ("the Imam", "الإمام", "імама"),
    ("Hammam Street", "شارع الحمام", "лазні"),
    ("the Eastern Wall", "السور الشرقي", "східного муру"), ("the Western Road", "الطريق الغربي", "західного шляху"),
)  # fmt: skip
BUILT = ("", "", "01XX", "05XX", "0715", "10XX", "1172", "13XX", "1550~", "17XX", "1864", "1890~", "1912", "1935")
