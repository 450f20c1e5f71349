extension ReceiptRegion {
    static let japan = ReceiptRegion(
        locale: "ja-JP",
        currency: "JPY",
        amounts: AmountStyle(decimal: ".", grouping: ",", digits: 0),
        amountForms: ["¥{}", "¥{}", "¥{}", "{}円", "{}", "￥{}"],
        negativeForms: ["-{}", "-{}", "▲{}"],
        dateStyles: [
            .kanji, .kanji, .kanji, .yearFirstSlash, .yearFirstSlash, .iso, .yearFirstShort, .reiwa,
        ],
        taxPolicy: .byProduct([1000, 800]),
        taxIncludedChance: 0.6,
        tipChance: 0,
        stems: [
            "ほしぞら", "こもれび", "つきのわ", "はるかぜ", "あおなみ", "みずたま", "ふくろう森",
            "さくらんぼ", "うみねこ", "きつね坂", "やまびこ", "ゆうなぎ", "たけとり", "すずらん",
            "カモメ", "コスモス", "ニコ山", "ひなた", "わかば野", "まるたか",
        ],
        trades: [supermarket, shokudo, kissaten, drug, stationery],
        streets: [
            "ひかり町2-14-3", "中ノ浜1-8-10", "緑坂5丁目6-15", "東雲台3-1-20", "本郷通10-5",
            "さくら丘801-5", "港南町4-11-8",
        ],
        towns: [
            "青葉県みなと市", "白浜県かすみ市", "若松府北沢区", "水沢県ふじみ野原市", "月見県海老川町",
        ],
        phoneForm: "0##-55#-0###",
        words: japanWords
    )

    private static let japanWords = ReceiptWords(
        totals: [
            "合計", "合計", "合計", "合　計", "お会計", "ご請求額", "お買上合計", "総合計", "合計金額",
            "お支払い金額", "総額", "税込計",
        ],
        subtotals: ["小計", "小　計", "お買上小計"],
        taxes: ["消費税等 {}", "外税 {}", "消費税({})"],
        includedTaxes: ["(内消費税等 {}", "内税 {}", "うち消費税 {}"],
        tips: [],
        discounts: ["値引", "クーポン値引", "会員割引"],
        beforeTip: [],
        cash: ["現金", "お預り", "お預かり"],
        change: ["お釣り", "お釣", "おつり"],
        cards: ["クレジット ####", "電子マネー ####", "カード支払 ####"],
        welcomes: ["いらっしゃいませ", "毎度ありがとうございます", "領収書", "レシート"],
        greetings: ["ようこそ{}へ", "{} 本店", "【{}】"],
        slogans: ["毎日がお買得", "創業昭和50年", "営業時間 10:00~20:00"],
        thanks: ["ありがとうございました", "またのご来店をお待ちしております", "上記正に領収いたしました"],
        dateLabels: ["", "", "", "日時 ", "発行日 "],
        receiptNumbers: ["レシートNo.", "伝票番号 ", "レジ0015 ", "No."],
        laterDates: ["ポイント有効期限 {}", "返品期限 {}", "次回クーポン {}まで"],
        earlierDates: ["入会日 {}", "価格改定 {}"],
        otherAmounts: ["前回残高 {}", "チャージ残高 {}", "次回{}以上で送料無料", "本日のお得額 {}", "年間合計 {}", "合計残高 {}"],
        points: ["今回ポイント {}P", "累計ポイント {}", "店舗コード0{}"],
        itemCounts: ["買上点数 {}点", "点数 {}"],
        refundTitles: ["【返品】", "返金レシート", "＜取消＞"],
        phone: "TEL",
        taxNumbers: ["登録番号 T0000########"],
        columnHeads: ["品名  数量  金額"],
        less: "値引",
        perKilogram: "/kg",
        conventions: .japanese
    )

    private static let supermarket = Trade(
        names: ["スーパー{}", "{}マート", "{}商店", "株式会社{}ストア"],
        isRestaurant: false,
        products: [
            .init("牛乳 1L", 178...268, rate: 1), .init("食パン 6枚", 128...248, rate: 1),
            .init("たまご 10個", 198...328, rate: 1), .init("おにぎり 鮭", 108...180, rate: 1),
            .init("緑茶 500ml", 88...160, rate: 1), .init("バナナ", 98...258, rate: 1),
            .init("洗剤 詰替", 198...498), .init("レジ袋 L", 3...8), .init("トマト", 128...298, rate: 1),
            .init("ティッシュ 5箱", 248...448), .init("発泡酒 350ml", 118...198),
        ],
        weighed: [
            .init("お惣菜 量り売り", 1480...2480, rate: 1, isWeighed: true),
            .init("豚こま肉", 1180...1980, rate: 1, isWeighed: true),
        ]
    )
    private static let shokudo = Trade(
        names: ["{}食堂", "居酒屋{}", "{}ラーメン", "そば処{}"],
        isRestaurant: true,
        products: [
            .init("しょうゆラーメン", 750...980), .init("餃子 6個", 380...520),
            .init("日替り定食", 850...1200), .init("生ビール 中", 480...650),
            .init("天ぷらそば", 980...1450), .init("大盛", 100...150), .init("枝豆", 280...420),
            .init("ウーロン茶", 250...380),
        ]
    )
    private static let kissaten = Trade(
        names: ["カフェ{}", "喫茶{}", "{}珈琲店", "パン工房{}"],
        isRestaurant: true,
        products: [
            .init("ブレンド", 380...560), .init("カフェラテ", 430...620),
            .init("チーズケーキ", 450...650), .init("クロワッサン", 220...320, rate: 1),
            .init("モーニングA", 550...780), .init("メロンパン", 160...240, rate: 1),
            .init("紅茶 ポット", 480...700),
        ]
    )
    private static let drug = Trade(
        names: ["{}薬局", "ドラッグ{}"],
        isRestaurant: false,
        products: [
            .init("歯ブラシ", 158...398), .init("シャンプー", 498...1280), .init("マスク 30枚", 398...698),
            .init("かぜ薬", 980...1980), .init("のど飴", 158...258, rate: 1),
            .init("ハンドソープ", 248...498),
        ]
    )
    private static let stationery = Trade(
        names: ["{}書店", "文具の{}", "{}電器"],
        isRestaurant: false,
        products: [
            .init("文庫本", 620...990), .init("ノート B5", 110...280), .init("ボールペン", 100...330),
            .init("電池 単3 4本", 298...598), .init("LED電球", 598...1480),
            .init("加湿器", 3980...12800), .init("イヤホン", 1280...8980),
        ]
    )
}
