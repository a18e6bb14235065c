"""The shop's product families: what a small Shenzhen seller of home, kitchen and phone accessories lists abroad."""

from dataclasses import dataclass

BRAND = "Lumoria"  # the seller's own registered brand; the other families are unbranded trade goods


@dataclass(frozen=True, slots=True)
class Family:
    """One product with its variants: titles and search terms in the language of each marketplace."""

    code: str
    category: str
    own_brand: bool
    price: int  # US price in cents; the other marketplaces' are derived from it
    chinese: str  # how the team calls it, in campaign and portfolio names
    titles: tuple[str, str, str]  # English, German, Japanese
    terms: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # what buyers type, same order


# code of the variant, and its word in English, German, Japanese
VARIANTS = (
    ("BK", "Black", "Schwarz", "ブラック"),
    ("WH", "White", "Weiß", "ホワイト"),
    ("GY", "Grey", "Grau", "グレー"),
    ("GN", "Green", "Grün", "グリーン"),
    ("BL", "Navy Blue", "Marineblau", "ネイビー"),
)

LANGUAGES = {"US": 0, "DE": 1, "JP": 2}

FAMILIES = (
    Family(
        "LAMP", "home", True, 2999, "台灯",
        (
            'LED Desk Lamp with Clamp, 24" Swing Arm, 5 Colour Modes, Dimmable Eye-Caring Light for Home Office',
            "LED Schreibtischlampe mit Klemme, dimmbar, 5 Farbtemperaturen, für Büro und Homeoffice",
            "LEDデスクライト クランプ式 調光調色5段階 目に優しい スイングアーム 在宅勤務",
        ),
        (
            ("desk lamp", "led desk lamp with clamp", "swing arm lamp", "architect lamp", "office desk light"),
            ("schreibtischlampe", "schreibtischlampe led klemme", "tischlampe büro", "klemmlampe dimmbar"),
            ("デスクライト", "デスクライト led クランプ", "卓上ライト 調光", "アームライト"),
        ),
    ),
    Family(
        "STRP", "home", True, 1899, "灯带",
        (
            "LED Strip Lights 32.8 ft, RGB Light Strip with Remote and App Control, Music Sync for Bedroom",
            "LED Streifen 10 m, RGB Lichtband mit Fernbedienung und App, Musiksync für Schlafzimmer",
            "LEDテープライト 10m RGB リモコン アプリ操作 音楽連動 間接照明",
        ),
        (
            ("led strip lights", "led lights for bedroom", "rgb light strip", "led tape lights 32ft"),
            ("led streifen", "led strip 10m", "lichtband rgb", "led leiste zimmer"),
            ("ledテープライト", "テープライト 10m", "間接照明 led", "rgb ライト"),
        ),
    ),
    Family(
        "CURT", "home", True, 2199, "浴帘",
        (
            'Shower Curtain 72" x 72", Waterproof Waffle Weave Fabric with 12 Hooks, Machine Washable',
            "Duschvorhang 180 x 200 cm, wasserdicht, Waffelmuster, mit 12 Ringen, waschbar",
            "シャワーカーテン 180x180cm 防水 防カビ ワッフル織り リング12個付き",
        ),
        (
            ("shower curtain", "waffle shower curtain", "shower curtain 72x72", "fabric shower curtain"),
            ("duschvorhang", "duschvorhang 180x200", "duschvorhang waffel", "badewannenvorhang"),
            ("シャワーカーテン", "シャワーカーテン 180", "浴室 カーテン 防カビ"),
        ),
    ),
    Family(
        "PILW", "home", True, 1699, "抱枕套",
        (
            'Throw Pillow Covers 18" x 18", Set of 2 Corduroy Striped Decorative Cushion Cases for Couch',
            "Kissenbezüge 45 x 45 cm, 2er Set, Cord gestreift, dekorative Kissenhülle für Sofa",
            "クッションカバー 45x45cm 2枚セット コーデュロイ ストライプ ソファ用",
        ),
        (
            ("throw pillow covers", "pillow covers 18x18", "corduroy pillow cover", "couch pillow covers set of 2"),
            ("kissenbezug 45x45", "kissenhülle cord", "sofakissen bezug", "dekokissen bezüge"),
            ("クッションカバー", "クッションカバー 45x45", "ソファ クッション カバー"),
        ),
    ),
    Family(
        "HOOK", "home", True, 1099, "粘钩",
        (
            "Adhesive Hooks Heavy Duty 20 Pack, Waterproof Stainless Steel Wall Hooks for Bathroom and Kitchen",
            "Klebehaken 20 Stück, selbstklebend, wasserfest, Edelstahl Handtuchhaken für Bad und Küche",
            "粘着フック 20個入り 強力 防水 ステンレス 壁掛け 浴室 キッチン",
        ),
        (
            ("adhesive hooks", "wall hooks heavy duty", "towel hooks no drill", "sticky hooks"),
            ("klebehaken", "handtuchhaken ohne bohren", "selbstklebende haken", "klebehaken edelstahl"),
            ("粘着フック", "壁掛け フック 強力", "タオル フック 穴あけ不要"),
        ),
    ),
    Family(
        "BSKT", "home", True, 2399, "收纳篮",
        (
            "Woven Storage Basket, 3 Pack Cotton Rope Baskets with Handles for Shelves, Toys and Laundry",
            "Aufbewahrungskorb 3er Set, Baumwollseil geflochten, mit Griffen für Regal, Spielzeug, Wäsche",
            "収納バスケット 3個セット 綿ロープ 持ち手付き おもちゃ収納 洗濯かご",
        ),
        (
            ("storage baskets", "rope basket", "woven baskets for shelves", "toy basket"),
            ("aufbewahrungskorb", "korb geflochten", "regalkorb set", "spielzeugkorb"),
            ("収納バスケット", "収納かご 持ち手", "おもちゃ収納 かご"),
        ),
    ),
    Family(
        "FRAM", "home", False, 1799, "相框",
        (
            'Picture Frames 8" x 10", Pack of 5, Display Photos 5" x 7" with Mat, Wall or Tabletop',
            "Bilderrahmen 20 x 25 cm, 5er Set, mit Passepartout, zum Aufhängen oder Aufstellen",
            "フォトフレーム 20x25cm 5個セット 壁掛け 卓上 マット付き",
        ),
        (
            ("picture frames 8x10", "photo frames set", "picture frame pack", "gallery wall frames"),
            ("bilderrahmen 20x25", "bilderrahmen set", "fotorahmen passepartout"),
            ("フォトフレーム", "写真立て 壁掛け", "額縁 セット"),
        ),
    ),
    Family(
        "DRWR", "home", False, 1999, "抽屉收纳",
        (
            "Drawer Organizer Set of 25, Clear Plastic Desk and Bathroom Tray Bins, Non-Slip, 4 Sizes",
            "Schubladen Organizer 25er Set, transparente Ordnungssystem Boxen, rutschfest, 4 Größen",
            "引き出し収納 25個セット 仕切り クリア 滑り止め 4サイズ",
        ),
        (
            ("drawer organizer", "clear drawer organizer", "bathroom drawer organizer", "desk drawer trays"),
            ("schubladen organizer", "schubladeneinsatz", "ordnungssystem schublade"),
            ("引き出し 収納", "引き出し 仕切り", "収納トレー クリア"),
        ),
    ),
    Family(
        "BATH", "home", True, 2099, "浴室垫",
        (
            'Bath Mat 24" x 16", Extra Soft Absorbent Chenille Bathroom Rug, Non-Slip, Machine Wash Dry',
            "Badematte 60 x 40 cm, rutschfest, saugfähig, Chenille Badteppich, maschinenwaschbar",
            "バスマット 60x40cm 速乾 吸水 シェニール 滑り止め 洗える",
        ),
        (
            ("bath mat", "bathroom rugs", "chenille bath mat", "absorbent bath mat"),
            ("badematte", "badteppich rutschfest", "duschvorleger", "badematte chenille"),
            ("バスマット", "バスマット 速乾", "足拭きマット"),
        ),
    ),
    Family(
        "NITE", "home", True, 1299, "小夜灯",
        (
            "Night Light Plug in 4 Pack, Dusk to Dawn Sensor, Warm White LED for Hallway and Kids Room",
            "Nachtlicht Steckdose 4er Set, Dämmerungssensor, warmweiß, für Flur und Kinderzimmer",
            "ナイトライト コンセント式 4個セット 明暗センサー 電球色 廊下 寝室",
        ),
        (
            ("night light", "plug in night light", "night lights for hallway", "kids night light"),
            ("nachtlicht steckdose", "nachtlicht kind", "led nachtlicht sensor"),
            ("ナイトライト", "足元灯 コンセント", "常夜灯 センサー"),
        ),
    ),
    Family(
        "HANG", "home", False, 2599, "植绒衣架",
        (
            "Velvet Hangers 50 Pack, Non-Slip Slim Suit Hangers with 360 Degree Swivel Hook, Space Saving",
            "Kleiderbügel Samt 50 Stück, rutschfest, schmal, 360 Grad drehbarer Haken, platzsparend",
            "ハンガー 50本セット ベルベット 滑らない 薄型 360度回転",
        ),
        (
            ("velvet hangers", "hangers 50 pack", "slim hangers", "non slip clothes hangers"),
            ("kleiderbügel samt", "kleiderbügel 50 stück", "anzugbügel rutschfest"),
            ("ハンガー 滑らない", "ハンガー 50本", "ベルベット ハンガー"),
        ),
    ),
    Family(
        "RUGP", "home", False, 1499, "地毯防滑贴",
        (
            "Rug Gripper Tape, 16 Pieces Reusable Anti Curling Corner Pads for Hardwood Floors",
            "Teppich Antirutschmatte, 16 Stück wiederverwendbare Eckengreifer für Parkett und Fliesen",
            "カーペット 滑り止め 16枚 ずれ防止 角めくれ防止 再利用可能",
        ),
        (
            ("rug gripper", "rug tape for hardwood floors", "carpet corner grippers"),
            ("teppich antirutsch", "teppichstopper", "antirutschmatte teppich"),
            ("カーペット 滑り止め", "ラグ ずれ防止"),
        ),
    ),
    Family(
        "CABL", "electronics_accessories", True, 1299, "数据线",
        (
            "USB C to USB C Cable 6.6 ft 2 Pack, 100W Fast Charging Braided Cord for Laptop, Tablet, Phone",
            "USB C Kabel 2 m 2er Pack, 100 W Schnellladekabel, Nylon geflochten, für Laptop, Tablet, Handy",
            "USB-Cケーブル 2m 2本セット 100W急速充電 ナイロン編み ノートPC スマホ対応",
        ),
        (
            ("usb c cable", "usb c to usb c cable", "fast charging cable 100w", "braided usb c cord"),
            ("usb c kabel", "usb c auf usb c kabel 2m", "ladekabel usb c 100w"),
            ("usb c ケーブル", "typec ケーブル 100w", "急速充電 ケーブル 2m"),
        ),
    ),
    Family(
        "STND", "electronics_accessories", True, 1599, "手机支架",
        (
            'Phone Stand for Desk, Foldable Aluminium Cell Phone Holder, Adjustable for 4" to 8" Devices',
            "Handy Ständer für Schreibtisch, faltbar, Aluminium, verstellbare Handyhalterung",
            "スマホスタンド 折りたたみ アルミ 角度調整 卓上 4-8インチ対応",
        ),
        (
            ("phone stand", "phone holder for desk", "foldable phone stand", "cell phone stand adjustable"),
            ("handyhalterung schreibtisch", "handy ständer", "smartphone halter faltbar"),
            ("スマホスタンド", "スマホスタンド 折りたたみ", "携帯 スタンド 卓上"),
        ),
    ),
    Family(
        "CHRG", "electronics_accessories", True, 2499, "无线充",
        (
            "Wireless Charger 3 in 1, 15W Fast Charging Station for Phone, Watch and Earbuds, Foldable",
            "Induktive Ladestation 3 in 1, 15 W kabelloses Ladegerät für Handy, Uhr und Kopfhörer",
            "ワイヤレス充電器 3in1 15W急速充電 スマホ 腕時計 イヤホン 折りたたみ",
        ),
        (
            ("wireless charger", "3 in 1 charging station", "wireless charging stand", "fast wireless charger 15w"),
            ("ladestation 3 in 1", "kabelloses ladegerät", "induktive ladestation"),
            ("ワイヤレス充電器", "ワイヤレス充電器 3in1", "置くだけ充電"),
        ),
    ),
    Family(
        "GANC", "electronics_accessories", True, 3599, "氮化镓充电器",
        (
            "65W USB C Charger Block, GaN III 3-Port Fast Wall Charger, Compact Foldable Plug",
            "65 W USB C Ladegerät, GaN 3-Port Schnellladegerät, kompaktes Netzteil für Laptop",
            "65W USB-C充電器 GaN 3ポート 急速充電 折りたたみプラグ PSE認証",
        ),
        (
            ("usb c charger", "65w usb c charger", "gan charger", "laptop charger usb c"),
            ("usb c ladegerät 65w", "gan ladegerät", "schnellladegerät usb c"),
            ("usb c 充電器 65w", "gan 充電器", "急速充電器 pd"),
        ),
    ),
    Family(
        "HDMI", "electronics_accessories", False, 1199, "HDMI线",
        (
            "HDMI Cable 10 ft, 8K 48Gbps Ultra High Speed HDMI 2.1 Braided Cord, eARC, HDR, 120 Hz",
            "HDMI Kabel 3 m, 8K 48 Gbit/s Ultra High Speed HDMI 2.1, eARC, HDR, 120 Hz",
            "HDMIケーブル 3m 8K 48Gbps 2.1規格 eARC HDR 120Hz 編組",
        ),
        (
            ("hdmi cable", "hdmi 2.1 cable", "8k hdmi cable 10ft", "long hdmi cord"),
            ("hdmi kabel", "hdmi 2.1 kabel 3m", "hdmi kabel 8k"),
            ("hdmiケーブル", "hdmi 2.1 ケーブル", "8k hdmi 3m"),
        ),
    ),
    Family(
        "SLEV", "electronics_accessories", True, 1999, "电脑内胆包",
        (
            'Laptop Sleeve 15.6" Case, Water Resistant Padded Carrying Bag with Pocket and Handle',
            "Laptop Hülle 15,6 Zoll, wasserabweisende gepolsterte Tasche mit Fach und Griff",
            "ノートパソコンケース 15.6インチ 撥水 クッション ポケット 取っ手付き",
        ),
        (
            ("laptop sleeve", "laptop case 15.6 inch", "laptop bag slim", "padded laptop sleeve"),
            ("laptop hülle 15,6 zoll", "laptoptasche", "notebook sleeve"),
            ("ノートパソコン ケース", "パソコンケース 15.6", "pc バッグ インナー"),
        ),
    ),
    Family(
        "HUBS", "electronics_accessories", True, 2899, "扩展坞",
        (
            "USB C Hub 7 in 1, Multiport Adapter with 4K HDMI, 100W PD, SD Card Reader, 3 USB Ports",
            "USB C Hub 7 in 1, Adapter mit 4K HDMI, 100 W PD, SD Kartenleser, 3 USB Anschlüsse",
            "USB-Cハブ 7in1 4K HDMI PD100W SDカードリーダー USB3ポート",
        ),
        (
            ("usb c hub", "usb c hub hdmi", "multiport adapter", "docking station laptop"),
            ("usb c hub", "usb c adapter hdmi", "dockingstation laptop"),
            ("usb c ハブ", "typec ハブ hdmi", "ドッキングステーション"),
        ),
    ),
    Family(
        "CMNT", "electronics_accessories", False, 1899, "车载支架",
        (
            "Car Phone Mount, Air Vent Holder with Metal Hook, One-Hand Release, Fits Thick Cases",
            "Handyhalterung Auto Lüftung, mit Metallhaken, Einhandbedienung, für dicke Hüllen",
            "車載スマホホルダー エアコン吹き出し口 金属フック 片手操作",
        ),
        (
            ("car phone mount", "phone holder for car vent", "car vent mount", "phone mount for car"),
            ("handyhalterung auto", "handyhalter lüftung", "kfz handyhalterung"),
            ("車載ホルダー", "スマホホルダー 車", "エアコン 吹き出し口 ホルダー"),
        ),
    ),
    Family(
        "MPAD", "electronics_accessories", True, 1699, "桌垫",
        (
            'Desk Mat 31.5" x 15.7", Waterproof PU Leather Mouse Pad, Non-Slip Desk Cover Protector',
            "Schreibtischunterlage 80 x 40 cm, wasserdicht, Kunstleder Mauspad, rutschfest",
            "デスクマット 80x40cm 防水 PUレザー マウスパッド 滑り止め",
        ),
        (
            ("desk mat", "large mouse pad", "leather desk pad", "desk pad protector"),
            ("schreibtischunterlage", "mauspad xxl", "schreibtischunterlage leder"),
            ("デスクマット", "マウスパッド 大型", "デスクマット レザー"),
        ),
    ),
    Family(
        "EBUD", "electronics_accessories", False, 999, "耳机保护套",
        (
            "Silicone Earbuds Case Cover with Keychain, Shockproof Full Protective Skin, Front LED Visible",
            "Silikon Hülle für Kopfhörer Ladecase mit Karabiner, stoßfest, LED sichtbar",
            "イヤホンケース シリコンカバー カラビナ付き 耐衝撃 LED見える",
        ),
        (
            ("earbuds case cover", "silicone earbuds case", "earbud case with keychain"),
            ("kopfhörer hülle silikon", "ladecase hülle", "earbuds case"),
            ("イヤホンケース", "イヤホン カバー シリコン"),
        ),
    ),
    Family(
        "SPAT", "kitchen", False, 1599, "硅胶铲",
        (
            "Silicone Spatula Set of 6, Heat Resistant to 600 F, Non-Stick Rubber Spatulas for Baking",
            "Silikon Teigschaber 6er Set, hitzebeständig bis 315 Grad, für Backen und Kochen",
            "シリコンスパチュラ 6点セット 耐熱 ゴムベラ 製菓 調理",
        ),
        (
            ("silicone spatula set", "rubber spatula", "spatulas for baking", "heat resistant spatula"),
            ("teigschaber silikon", "silikon spatel set", "backspatel"),
            ("シリコンスパチュラ", "ゴムベラ セット", "製菓 ヘラ"),
        ),
    ),
    Family(
        "MEAS", "kitchen", False, 1399, "量杯量勺",
        (
            "Measuring Cups and Spoons Set of 14, Stainless Steel, Stackable, with Leveler",
            "Messbecher und Messlöffel Set 14-teilig, Edelstahl, stapelbar, mit Abstreifer",
            "計量カップ 計量スプーン 14点セット ステンレス すりきりヘラ付き",
        ),
        (
            ("measuring cups", "measuring cups and spoons set", "stainless steel measuring cups"),
            ("messbecher set", "messlöffel edelstahl", "messbecher edelstahl"),
            ("計量カップ", "計量スプーン ステンレス"),
        ),
    ),
    Family(
        "OILS", "kitchen", True, 1499, "喷油瓶",
        (
            "Oil Sprayer for Cooking 16 oz, 2 in 1 Olive Oil Dispenser Bottle, Glass, Air Fryer Mister",
            "Ölsprüher zum Kochen 470 ml, 2 in 1 Ölflasche aus Glas, für Heißluftfritteuse und Salat",
            "オイルスプレー 470ml ガラス 2in1 料理用 霧吹き ノンフライヤー",
        ),
        (
            ("oil sprayer for cooking", "olive oil sprayer", "oil dispenser bottle", "air fryer oil spray"),
            ("ölsprüher", "ölsprüher zum kochen", "ölflasche glas", "öl sprühflasche"),
            ("オイルスプレー", "オイルスプレー ガラス", "油 霧吹き 料理用"),
        ),
    ),
    Family(
        "KNIF", "kitchen", False, 1799, "磨刀器",
        (
            "Knife Sharpener, 4-Stage Manual Kitchen Sharpening Tool with Cut-Resistant Glove",
            "Messerschärfer, 4 Stufen, manueller Messerschleifer für Küche mit Schnittschutzhandschuh",
            "包丁研ぎ器 4段階 シャープナー 手動 防刃手袋付き",
        ),
        (
            ("knife sharpener", "kitchen knife sharpener", "manual knife sharpener"),
            ("messerschärfer", "messerschleifer küche", "messerschärfer manuell"),
            ("包丁研ぎ", "シャープナー 包丁"),
        ),
    ),
    Family(
        "RACK", "kitchen", True, 3299, "沥水架",
        (
            "Dish Drying Rack, Expandable Stainless Steel Drainer with Cutlery Holder for Kitchen Counter",
            "Abtropfgestell, ausziehbar, Edelstahl Geschirrkorb mit Besteckhalter für Küchenspüle",
            "水切りラック 伸縮 ステンレス 箸立て付き シンク上",
        ),
        (
            ("dish drying rack", "dish rack", "dish drainer", "kitchen drying rack"),
            ("abtropfgestell", "geschirrabtropfer", "abtropfgitter spüle"),
            ("水切りラック", "水切りかご", "水切りラック シンク上"),
        ),
    ),
    Family(
        "JARS", "kitchen", True, 2799, "调料瓶",
        (
            "Spice Jars with Bamboo Lids, 24 Pack 4 oz Glass Containers, 400 Labels and Funnel",
            "Gewürzgläser mit Bambusdeckel, 24er Set 120 ml, mit Etiketten und Trichter",
            "調味料入れ 24個セット ガラス 竹蓋 ラベル 漏斗付き 120ml",
        ),
        (
            ("spice jars", "spice jars with bamboo lids", "glass spice containers", "spice jars with labels"),
            ("gewürzgläser", "gewürzgläser bambusdeckel", "gewürzdosen set"),
            ("調味料入れ", "スパイスボトル ガラス", "調味料 ケース 竹"),
        ),
    ),
    Family(
        "BENT", "kitchen", False, 1899, "便当盒",
        (
            "Bento Box for Adults, 3-Tier Stackable Lunch Containers with Cutlery, Leak Proof, 68 oz",
            "Bento Box für Erwachsene, 3-stöckige Brotdose mit Besteck, auslaufsicher, 2 l",
            "弁当箱 3段 大容量 カトラリー付き 漏れない 電子レンジ対応",
        ),
        (
            ("bento box", "bento box adult lunch box", "lunch containers", "stackable lunch box"),
            ("bento box erwachsene", "brotdose mit fächern", "lunchbox auslaufsicher"),
            ("弁当箱", "弁当箱 3段", "ランチボックス 大人"),
        ),
    ),
    Family(
        "CUTB", "kitchen", True, 2299, "砧板",
        (
            'Bamboo Cutting Board Set of 3, Juice Groove, 15", 13" and 11", Kitchen Chopping Boards',
            "Schneidebrett Bambus 3er Set, mit Saftrille, Küchenbretter in drei Größen",
            "まな板 竹製 3枚セット 溝付き 抗菌 大中小",
        ),
        (
            ("cutting board", "bamboo cutting board set", "chopping board", "wood cutting boards for kitchen"),
            ("schneidebrett bambus", "schneidebrett set", "küchenbrett"),
            ("まな板", "まな板 竹", "カッティングボード セット"),
        ),
    ),
    Family(
        "ICEC", "kitchen", False, 1299, "冰格",
        (
            "Ice Cube Tray with Lid and Bin, 2 Pack Silicone 64 Cubes, Easy Release, Scoop Included",
            "Eiswürfelform mit Deckel und Behälter, 2er Pack Silikon, 64 Würfel, mit Schaufel",
            "製氷皿 蓋付き シリコン 2個セット 64個 保存容器 スコップ付き",
        ),
        (
            ("ice cube tray", "ice cube tray with lid", "silicone ice tray"),
            ("eiswürfelform", "eiswürfelform silikon deckel"),
            ("製氷皿", "製氷皿 蓋付き シリコン"),
        ),
    ),
    Family(
        "CHOP", "kitchen", False, 2499, "切菜器",
        (
            "Vegetable Chopper 13 in 1, Onion Dicer and Slicer with Container, 8 Blades",
            "Gemüseschneider 13 in 1, Zwiebelschneider mit Auffangbehälter, 8 Klingen",
            "野菜カッター 13in1 みじん切り スライサー 8種類の刃 容器付き",
        ),
        (
            ("vegetable chopper", "onion chopper", "mandoline slicer", "food dicer"),
            ("gemüseschneider", "zwiebelschneider", "gemüsehobel"),
            ("野菜カッター", "みじん切り器", "スライサー 多機能"),
        ),
    ),
    Family(
        "LEAS", "pets", False, 1399, "牵引绳",
        (
            "Dog Leash 6 ft Heavy Duty Rope with Padded Handle, Reflective Threads for Medium Large Dogs",
            "Hundeleine 1,8 m, reißfestes Seil mit gepolstertem Griff, reflektierend, für große Hunde",
            "犬用リード 1.8m 丈夫なロープ 反射糸 クッション持ち手 中型犬 大型犬",
        ),
        (
            ("dog leash", "heavy duty dog leash", "reflective dog leash", "rope dog leash"),
            ("hundeleine", "hundeleine große hunde", "führleine reflektierend"),
            ("犬 リード", "犬用リード 大型犬", "リード 反射"),
        ),
    ),
    Family(
        "BRSH", "pets", False, 1499, "宠物梳",
        (
            "Pet Grooming Brush for Cats and Dogs, Self Cleaning Slicker Brush, Removes Undercoat",
            "Katzenbürste Hundebürste, selbstreinigend, Zupfbürste für Unterwolle, Fellpflege",
            "ペットブラシ ワンプッシュ 抜け毛除去 猫 犬 お手入れ",
        ),
        (
            ("cat brush", "dog brush for shedding", "slicker brush", "pet grooming brush"),
            ("katzenbürste", "hundebürste unterwolle", "zupfbürste"),
            ("猫 ブラシ", "ペットブラシ", "犬 ブラシ 抜け毛"),
        ),
    ),
    Family(
        "BAND", "sports", False, 1999, "弹力带",
        (
            "Resistance Bands Set of 5, Exercise Loop Bands with Handles and Door Anchor, 150 lbs",
            "Fitnessbänder 5er Set, Widerstandsbänder mit Griffen und Türanker, bis 68 kg",
            "トレーニングチューブ 5本セット ハンドル ドアアンカー付き 筋トレ",
        ),
        (
            ("resistance bands", "resistance bands set", "exercise bands with handles", "workout bands"),
            ("fitnessbänder", "widerstandsbänder set", "fitnessband mit griffen"),
            ("トレーニングチューブ", "筋トレ チューブ", "ゴムバンド 筋トレ"),
        ),
    ),
    Family(
        "YOGA", "sports", True, 2699, "瑜伽垫",
        (
            'Yoga Mat 72" x 24", 1/3" Thick Non-Slip TPE Exercise Mat with Carrying Strap',
            "Yogamatte 183 x 61 cm, 8 mm dick, rutschfest, TPE Gymnastikmatte mit Tragegurt",
            "ヨガマット 183x61cm 8mm 滑り止め TPE 収納ストラップ付き",
        ),
        (
            ("yoga mat", "thick yoga mat", "exercise mat", "non slip yoga mat"),
            ("yogamatte", "yogamatte rutschfest", "gymnastikmatte"),
            ("ヨガマット", "ヨガマット 8mm", "トレーニングマット"),
        ),
    ),
    Family(
        "PENS", "office", False, 1199, "中性笔",
        (
            "Gel Pens 0.5 mm Fine Point, 24 Pack Quick Dry Ink Retractable Pens for Note Taking",
            "Gelschreiber 0,5 mm, 24er Pack, schnell trocknend, Druckkugelschreiber fürs Büro",
            "ゲルインクボールペン 0.5mm 24本 速乾 ノック式",
        ),
        (
            ("gel pens", "fine point pens", "retractable gel pens", "note taking pens"),
            ("gelschreiber", "kugelschreiber set", "gelstifte 0,5"),
            ("ボールペン 0.5", "ゲルインク ボールペン"),
        ),
    ),
    Family(
        "TAPE", "office", False, 1599, "标签机色带",
        (
            'Label Maker Tape 0.47" x 26.2 ft, 5 Pack Compatible Laminated Replacement Cartridges',
            "Schriftband 12 mm x 8 m, 5er Pack kompatible laminierte Kassetten für Beschriftungsgerät",
            "ラベルテープ 12mmx8m 5本セット 互換 ラミネート カートリッジ",
        ),
        (
            ("label maker tape", "label tape 12mm", "replacement label tape"),
            ("schriftband 12mm", "beschriftungsband", "etikettenband"),
            ("ラベルテープ", "ラベルライター テープ 12mm"),
        ),
    ),
)  # fmt: skip
