"""The names, companies, places and phone numbers that practice leads are made of.

Written for this project: common given and family names, well-known cities, invented companies. Phone
numbers stay in ranges kept for fiction (555-01xx, Ofcom's, ARCEP's, BNetzA's, PTS's) or use 555 where a
country has none; every address on the net ends in .example. A name "native|Latin" is shown in its own
script and spelt in Latin letters where an e-mail address needs it. Must not know leads.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A city with what an address there looks like; '#' in the postal code stands for a digit."""

    city: str
    state: str | None
    postal: str
    country: str


@dataclass(frozen=True, slots=True)
class Culture:
    """One pool. '#' in a phone number stands for a digit, '{}' in a street for the house number."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    trades: tuple[str, ...]
    titles: tuple[str, ...]
    mobile: str
    office: str
    streets: tuple[str, ...]
    places: tuple[Place, ...]
    family_first: bool = False


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def _places(country: str, text: str) -> tuple[Place, ...]:
    rows = [[cell.strip() for cell in row.split("/")] for row in text.split(";")]
    return tuple(Place(city, state or None, postal, country) for city, state, postal in rows)


AMERICAN = Culture(
    given=_names("Dana, Marcus, Tara, Luis, Grace, Wes, Joanna, Caleb, Renee, Hector, Ivy, Sam, Nora, Theo"),
    family=_names(
        "Whitfield, Ortega, Haines, Kowalski, Bell, Nguyen, McAllister, Reyes, Stone, Abbott, Delgado, Finch"
    ),
    trades=_names("Partners, Supply Co., Hardware, Logistics LLC, Foods Inc., Outdoor, Tools, Bottling"),
    titles=_names("Buyer, VP Operations, Warehouse manager, Owner, Head of Purchasing, CFO, Office manager"),
    mobile="+1 415-555-01##",
    office="212-555-01##",
    streets=_names("{} Pier Road, {} Mission Street, {} Oak Avenue, {} Harbor Drive, {} W 31st Street"),
    places=_places("US", "Oakland/CA/946##; Portland/OR/972##; Brooklyn/NY/112##; Austin/TX/787##; Duluth/MN/558##"),
)
BRITISH = Culture(
    given=_names("Owen, Imogen, Callum, Bethan, Rhys, Harriet, Fergus, Maeve, Alfie, Poppy, Nia, Douglas"),
    family=_names("Clarke, Pemberton, MacLeod, Hughes, O’Neil, Fairclough, Ashworth, Byrne, Sinclair, Doyle"),
    trades=_names("& Sons, Fabrications Ltd, Haulage, Brewing Co., Joinery, Marine Ltd, Textiles, Orchards"),
    titles=_names("Chairman, Managing director, Purchasing lead, Stock controller, Finance director, Founder"),
    mobile="+44 7700 900###",
    office="+44 20 7946 0###",
    streets=_names("{} Mill Lane, {} Station Road, {} Quayside, {} High Street, Unit {} Dock Estate"),
    places=_places("GB", "Leeds//LS1 #AB; Bristol//BS1 #QN; Cardiff//CF10 #EE; Glasgow//G2 #LH"),
)
FRENCH = Culture(
    given=_names("Anne-Marie, Thibault, Chloé, Étienne, Manon, Loïc, Inès, Hervé, Solène, Rémi, Océane, Benoît"),
    family=_names("Duval, Lefèvre, Garçon, Besson, Moreau, Chevalier, Roux, Le Gall, Fontaine, D’Aubigné"),
    trades=_names("& Fils, Emballage SARL, Transports, Caves, Boulangeries, Menuiserie, Textile SA"),
    titles=_names("PDG, Directrice des achats, Responsable logistique, Gérant, Acheteuse, Associé"),
    mobile="+33 6 39 98 ## ##",
    office="+33 1 99 00 ## ##",
    streets=_names("{} rue de la Gare, {} quai des Brumes, {} avenue Foch, {} place du Marché"),
    places=_places("FR", "Lyon//690##; Nantes//440##; Lille//590##; Marseille//130##"),
)
GERMAN = Culture(
    given=_names("Lena, Jürgen, Annika, Matthias, Käthe, Söhnke, Birgit, Tobias, Frauke, Uwe, Heike, Jörg"),
    family=_names("Fischer, Müller, Groß, Schäfer, von Berg, Köhler, Zimmermann, Weiß, Brandt, Kröger, Vogt"),
    trades=_names("Logistik, Werkzeugbau GmbH, Druckerei, Obsthandel KG, Verpackungen, & Söhne OHG, Metall AG"),
    titles=_names("Einkauf, Geschäftsführerin, Lagerleiter, Leiterin Logistik, Prokurist, Disponent"),
    mobile="+49 152 28817###",
    office="+49 30 23125 ###",
    streets=_names("Hafenstraße {}, Am Markt {}, Lindenweg {}, Industriestraße {}"),
    places=_places("DE", "Hamburg//204##; Leipzig//041##; Köln//506##; Dresden//010##"),
)
SWEDISH = Culture(
    given=_names("Erik, Åsa, Linnéa, Göran, Saga, Ove, Ingrid, Måns, Ebba, Torbjörn, Maj, Sixten"),
    family=_names("Sandström, Lindqvist, Åkesson, Nyberg, Öberg, Hallgren, Sjöström, Ek, Wallin, Bergman"),
    trades=_names("Timber AB, Snickeri, Transport AB, Fisk, Papper AB, Trädgård, Stål"),
    titles=_names("Purchasing, VD, Inköpschef, Lagerchef, Ekonomichef, Delägare"),
    mobile="+46 70 174 06 ##",
    office="+46 8 465 004 ##",
    streets=_names("Storgatan {}, Hamngatan {}, Björkvägen {}, Kungsgatan {}"),
    places=_places("SE", "Göteborg//411 ##; Umeå//903 ##; Malmö//211 ##"),
)
ITALIAN = Culture(
    given=_names("Mia, Giulia, Niccolò, Chiara, Dario, Ludovica, Fabrizio, Ilaria, Renzo, Noemi, Ettore, Bianca"),
    family=_names("Rossi, De Luca, Bianchi, D’Angelo, Moretti, Esposito, Conti, Gallo, Fontana, Serra"),
    trades=_names("Moda, Caffè, & Figli, Ceramiche, Vini, Arredi srl, Pasta"),
    titles=_names("Buyer, Titolare, Responsabile acquisti, Direttore, Socia"),
    mobile="+39 333 555 01##",
    office="+39 02 5555 01##",
    streets=_names("Via Roma {}, Corso Italia {}, Piazza Dante {}, Via del Porto {}"),
    places=_places("IT", "Bologna/BO/401##; Napoli/NA/801##; Torino/TO/101##"),
)
HISPANIC = Culture(
    given=_names("Gustavo, Lucía, Íñigo, Belén, Andrés, Ximena, Joaquín, Maribel, Nuño, Paloma, Rocío, Ángel"),
    family=_names("Pérez, Núñez, Echeverría, Muñoz, García Lorca, Salazar, Ibáñez, Quispe, Restrepo, Cárdenas"),
    trades=_names("Coffee, Exportaciones, Textiles SA, Hermanos, Cacao, Ferretería, Flores SAS"),
    titles=_names("Gerente, Jefa de compras, Director, Socio fundador, Compras, Propietaria"),
    mobile="+57 300 555 01##",
    office="+57 1 555 01##",
    streets=_names("Calle {} # 10-22, Carrera {}, Avenida Sol {}, Jirón Unión {}"),
    places=_places(
        "CO",
        "Medellín/Antioquia/0500##; Bogotá//1100##; Cartagena de Indias/Bolívar/1300##; Cali/Valle/7600##",
    ),
)
BRAZILIAN = Culture(
    given=_names("João, Thaís, Otávio, Luísa, Caetano, Marília, Tomé, Beatriz, Raul, Conceição"),
    family=_names("Gonçalves, da Silva, Magalhães, Araújo, Assunção, Prado, dos Santos, Vilaça"),
    trades=_names("Móveis, Grãos SA, Calçados, Transportes, Madeiras, Bebidas"),
    titles=_names("Diretora, Comprador, Sócio, Gerente de estoque"),
    mobile="+55 11 95550-01##",
    office="+55 11 5550-01##",
    streets=_names("Rua das Flores {}, Avenida Paulista {}, Travessa do Sol {}"),
    places=_places("BR", "São Paulo/SP/01310-###; Curitiba/PR/80010-###; Recife/PE/50010-###"),
)
POLISH = Culture(
    given=_names("Zofia, Łukasz, Małgorzata, Paweł, Grażyna, Jiří, Ewa, Mirosław, Žaneta, Bożena"),
    family=_names("Wiśniewska, Dąbrowski, Kowalczyk, Źrebiec, Dvořák, Górski, Šimek, Ćwikła, Nowak"),
    trades=_names("Meble, Opakowania, Huta, Transport sp. z o.o., Szkło, Ogrody"),
    titles=_names("Kierownik zakupów, Prezes, Właścicielka, Magazyn, Dyrektor"),
    mobile="+48 555 555 0##",
    office="+48 22 555 01 ##",
    streets=_names("ul. Długa {}, ul. Portowa {}, Rynek {}"),
    places=_places("PL", "Łódź//90-0##; Gdańsk//80-8##; Wrocław//50-1##"),
)
UKRAINIAN = Culture(
    given=_names("Іван|Ivan, Ольга|Olha, Юрій|Yurii, Оксана|Oksana, Тарас|Taras, Галина|Halyna, Олег|Oleh"),
    family=_names("Петренко|Petrenko, Чайка|Chaika, Мороз|Moroz, Гончар|Honchar, Шевчук|Shevchuk, Зима|Zyma"),
    trades=_names("Steel, Grain, Glass Works, Freight, Machinery"),
    titles=_names("Sales director, Purchasing, Chief engineer, Owner"),
    mobile="+380 50 555 01##",
    office="+380 44 555 01##",
    streets=_names("vul. Sadova {}, vul. Morska {}, prospekt Myru {}"),
    places=_places("UA", "Odesa//650##; Lviv//790##; Kyiv//010##"),
)
WEST_AFRICAN = Culture(
    given=_names("Adaeze, Kofi, Chidi, Ama, Tunde, Efua, Ngozi, Kwame, Yewande, Abena, Ifeoma, Kojo"),
    family=_names("Obi, Mensah, Adeyemi, Boateng, Okafor, Owusu, Bello, Asante, Eze, Quartey"),
    trades=_names("Freight Ltd, Solar, Cocoa, Textiles, Agro Ltd, Cold Chain, Fabrics"),
    titles=_names("Head of Ops, CTO, Managing director, Procurement, Founder, Depot manager"),
    mobile="+234 803 555 01##",
    office="+233 30 555 01##",
    streets=_names("{} Marina Road, {} Ring Road East, {} Allen Avenue, {} Harbour Close"),
    places=_places("NG", "Lagos/Lagos/1012##; Abuja/FCT/9001##; Ibadan/Oyo/2002##"),
)
ARABIC = Culture(
    given=_names("فاطمة|Fatima, نور|Noor, يوسف|Youssef, ليلى|Layla, كريم|Karim, سلمى|Salma, طارق|Tarek, هدى|Huda"),
    family=_names("الأمراني|El Amrani, حداد|Haddad, منصور|Mansour, خوري|Khoury, بناني|Bennani, صالح|Saleh"),
    trades=_names("Tiles, Imports, Spices, Trading Co., Olive Oil, Packaging"),
    titles=_names("Owner, Manager, General manager, Import manager, Partner"),
    mobile="+961 3 555 0##",
    office="+961 1 555 0##",
    streets=_names("{} Hamra Street, {} rue Verdun, {} Port Road"),
    places=_places("LB", "Beirut//1103 20##; Tripoli//1300 10##; Sidon//1600 10##"),
)
HEBREW = Culture(
    given=_names("נועה|Noa, איתן|Eitan, שירה|Shira, יונתן|Yonatan, תמר|Tamar, אורי|Ori, מיכל|Michal"),
    family=_names("לוי|Levi, פרידמן|Friedman, בן דוד|Ben David, מזרחי|Mizrahi, כץ|Katz, שגב|Segev"),
    trades=_names("Optics, Water Systems, Citrus, Robotics, Printing"),
    titles=_names("VP Operations, CEO, Procurement manager, Founder"),
    mobile="+972 50-555-01##",
    office="+972 3-555-01##",
    streets=_names("{} Herzl Street, {} Allenby Road, {} HaNamal"),
    places=_places("IL", "Haifa//310####; Tel Aviv//610####; Beersheba//840####"),
)
INDIAN = Culture(
    given=_names("Priya, Arjun, Kavitha, Rohan, Ananya, Suresh, Meera, Vikram, Lakshmi, Imran, Divya, Harpreet"),
    family=_names("Nair, Iyer, Chatterjee, Patel, Singh, Khan, Reddy, D’Souza, Banerjee, Kulkarni"),
    trades=_names("Spices, Cottons Pvt Ltd, Ceramics, Tea Estates, Auto Parts, Packaging, Jewels"),
    titles=_names("Director, Purchase manager, Proprietor, GM Supply chain, Partner, Stores in-charge"),
    mobile="+91 98465 550##",
    office="+91 484 555 01##",
    streets=_names("{} MG Road, {} Harbour View, {} Ring Road, {} Park Street"),
    places=_places("IN", "Kochi/Kerala/6820##; Pune/Maharashtra/4110##; Kolkata/West Bengal/7000##"),
)
CHINESE = Culture(
    given=_names("晨|Chen, 美玲|Meiling, 伟|Wei, 晓雯|Xiaowen, 俊杰|Junjie, 雪|Xue, 建国|Jianguo, 欣怡|Xinyi"),
    family=_names("李|Li, 王|Wang, 陈|Chan, 张|Zhang, 欧阳|Ouyang, 林|Lin, 郑|Zheng, 黄|Huang"),
    trades=_names("Optic, Precision, Toys, Ceramics, Electronics, Silk, Bicycles"),
    titles=_names("Director, Export manager, 采购经理, General manager, Founder"),
    mobile="+86 139 5550 01##",
    office="+86 755 5550 01##",
    streets=_names("{} Binhai Avenue, {} Nanshan Road, {} Jiefang Road"),
    places=_places("CN", "Shenzhen/Guangdong/5180##; Suzhou/Jiangsu/2150##; 成都/四川/6100##"),
    family_first=True,
)
JAPANESE = Culture(
    given=_names("葵|Aoi, 花|Hana, 淳|Jun, 健太|Kenta, 美咲|Misaki, 翔|Sho, さくら|Sakura, 大輔|Daisuke"),
    family=_names("木村|Kimura, 佐藤|Sato, 高橋|Takahashi, 渡辺|Watanabe, 中村|Nakamura, 小林|Kobayashi"),
    trades=_names("Design, Robotics, Paper, Instruments, Foods, Ceramics KK"),
    titles=_names("Founder, Engineer, 部長, Purchasing, 課長, Director"),
    mobile="+81 90-5550-01##",
    office="+81 3-5555-01##",
    streets=_names("{}-4-2 Minato, {}-1-8 Kita, {}-3-5 Nishi"),
    places=_places("JP", "Yokohama/Kanagawa/220-00##; 大阪市/大阪府/530-00##; Sendai/Miyagi/980-00##"),
    family_first=True,
)
KOREAN = Culture(
    given=_names("서연|Seoyeon, 민준|Minjun, 지우|Jiwoo, 하은|Haeun, 도윤|Doyun, 수빈|Subin"),
    family=_names("김|Kim, 이|Lee, 박|Park, 최|Choi, 정|Jung, 한|Han"),
    trades=_names("Electronics, Marine, Cosmetics, Batteries, Steel"),
    titles=_names("CEO, Team lead, Overseas sales, 구매팀장"),
    mobile="+82 10-5550-01##",
    office="+82 2-555-01##",
    streets=_names("{} Haeundae-ro, {} Jungang-daero, {} Teheran-ro"),
    places=_places("KR", "Busan//480##; 서울//06###; Incheon//220##"),
    family_first=True,
)
VIETNAMESE = Culture(
    given=_names("Hương, Đức, Thảo, Bảo, Quỳnh, Tuấn, Ngọc, Phúc"),
    family=_names("Nguyễn, Trần, Lê, Phạm, Võ, Đặng, Bùi"),
    trades=_names("Rattan, Seafood, Garments, Coffee, Furniture"),
    titles=_names("Director, Sales lead, Owner, Export"),
    mobile="+84 90 555 01 ##",
    office="+84 28 5555 01##",
    streets=_names("{} Nguyễn Huệ, {} Lê Lợi, {} Trần Phú"),
    places=_places("VN", "Đà Nẵng//5500##; Huế//4900##; Hải Phòng//1800##"),
    family_first=True,
)
TURKISH = Culture(
    given=_names("Gülşen, Çağrı, Elif, Oğuz, Şebnem, Barış, İpek, Yiğit"),
    family=_names("Yıldız, Öztürk, Şahin, Doğan, Kılıç, Çelik, Güneş"),
    trades=_names("Tekstil, Fındık, Halı, Makina, Seramik"),
    titles=_names("Satın alma, Genel müdür, Owner, Ortak"),
    mobile="+90 505 555 01 ##",
    office="+90 212 555 01 ##",
    streets=_names("Liman Caddesi {}, Çiçek Sokak {}, Atatürk Bulvarı {}"),
    places=_places("TR", "İzmir//350##; Bursa//160##; İstanbul//344##"),
)

CULTURES = (
    AMERICAN, AMERICAN, AMERICAN, BRITISH, BRITISH, FRENCH, GERMAN, SWEDISH, ITALIAN, HISPANIC, HISPANIC,
    BRAZILIAN, POLISH, UKRAINIAN, WEST_AFRICAN, ARABIC, HEBREW, INDIAN, INDIAN, CHINESE, JAPANESE, KOREAN,
    VIETNAMESE, TURKISH,
)  # fmt: skip
"""Repeated where an account on the American west coast would have more of them."""
