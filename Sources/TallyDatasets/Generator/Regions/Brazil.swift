extension ReceiptRegion {
    /// Portuguese; prices contain the taxes, whose sum the law has printed.
    static let brazil = ReceiptRegion(
        locale: "pt-BR",
        currency: "BRL",
        amounts: AmountStyle(decimal: ",", grouping: ".", digits: 2),
        amountForms: ["{}", "{}", "R$ {}", "R$ {}", "R${}"],
        negativeForms: ["-{}", "-{}", "({})"],
        dateStyles: [.dayFirstSlash, .dayFirstSlash, .dayFirstSlash, .dayFirstDash, .iso],
        taxPolicy: .one([1345, 1810, 2155, 3105]),
        taxIncludedChance: 1,
        tipChance: 0,
        stems: [
            "Ipê Roxo", "Beija-Flor", "Sabiá", "Lua Cheia", "Pedra Azul", "Maré Mansa",
            "Jatobá", "Vila Serena", "Estrela do Vale", "Bem-te-vi", "Rio Claro Novo", "Cajueiro",
        ],
        trades: [mercado, lanchonete, papelaria],
        streets: [
            "Rua das Acácias, 108", "Av. Boa Ventura, 1051", "Travessa do Sol, 7",
            "Praça da Fonte, 20", "Rua Ladeira Alta, 580", "Alameda dos Ipês, 15 Loja 3",
        ],
        towns: [
            "Vila Serena - SP", "Porto Miúdo - BA", "Campo do Sabiá - MG", "Jatobá Velho - PR",
        ],
        phoneForm: "(00) 5550-####",
        words: brazilWords
    )

    private static let brazilWords = ReceiptWords(
        totals: [
            "TOTAL", "TOTAL R$", "Valor a pagar", "VALOR TOTAL R$", "Total a pagar", "VALOR PAGO",
        ],
        subtotals: ["SUBTOTAL", "Subtotal", "Total dos itens"],
        taxes: [],
        includedTaxes: ["Trib aprox {}", "Tributos incidentes {}", "Trib. totais ({})"],
        tips: [],
        discounts: ["DESCONTO", "Desconto", "Cupom"],
        beforeTip: [],
        cash: ["DINHEIRO", "Dinheiro", "Valor recebido"],
        change: ["TROCO", "Troco"],
        cards: ["Cartão débito ####", "CARTAO CREDITO ####", "PIX ####"],
        welcomes: ["Bem-vindo", "CUPOM FISCAL", "*** Nota ao consumidor ***"],
        greetings: ["Bem-vindo a {}", "{} - Loja 051"],
        slogans: ["Sempre fresquinho", "Desde 1985", "Aberto das 8 às 20h"],
        thanks: ["Obrigado pela preferência", "Volte sempre", "VIA DO CLIENTE"],
        dateLabels: ["", "Data: ", "Emissão: ", "DATA "],
        receiptNumbers: ["Cupom ", "COO ", "Extrato No. "],
        laterDates: ["Troca até {}", "Cupom válido até {}"],
        earlierDates: ["Cliente desde {}"],
        otherAmounts: ["Você economizou {}", "Saldo do vale {}", "Total acumulado no mês {}"],
        points: ["Pontos {}", "Loja 0{}"],
        itemCounts: ["QTD. TOTAL DE ITENS {}", "Itens {}"],
        refundTitles: ["DEVOLUÇÃO", "ESTORNO"],
        phone: "Tel.",
        taxNumbers: ["CNPJ 00.0##.###/0001-##"],
        columnHeads: ["DESC  QTD  UN  VL UNIT  VL ITEM"],
        less: "desc.",
        perKilogram: "/kg",
        conventions: .portuguese
    )

    private static let mercado = Trade(
        names: ["Mercado {}", "Mercearia {}", "Empório {}", "{} Hortifruti"],
        isRestaurant: false,
        products: [
            .init("Leite Integral 1L", 459...649),
            .init("Pão Francês", 1290...1990, isWeighed: true),
            .init("Feijão Carioca 1kg", 690...1090), .init("Café Torrado 500g", 1490...2490),
            .init("Arroz Tipo 1 5kg", 2290...3490), .init("Detergente 500ml", 219...379),
            .init("Banana Prata", 499...899, isWeighed: true), .init("Refrigerante 2L", 699...1099),
            .init("Sabão em Pó 800g", 890...1590), .init("Biscoito Maisena", 349...599),
            .init("Sacola", 0...15),
        ],
        weighed: [
            .init("Queijo Minas", 3490...5490, isWeighed: true),
            .init("Tomate Italiano", 590...1190, isWeighed: true),
        ]
    )
    private static let lanchonete = Trade(
        names: ["Lanchonete {}", "Restaurante {}", "Padaria {}", "Churrascaria {}"],
        isRestaurant: true,
        products: [
            .init("Prato Feito", 2190...3490), .init("Pão de Queijo", 450...790),
            .init("Suco de Laranja", 890...1490), .init("Cafezinho", 350...690),
            .init("Coxinha", 590...990), .init("Feijoada Completa", 3990...6490),
            .init("Pudim de Leite", 990...1690), .init("Água com Gás", 450...690),
        ]
    )
    private static let papelaria = Trade(
        names: ["Papelaria {}", "Drogaria {}", "Ferragens {}"],
        isRestaurant: false,
        products: [
            .init("Caderno 10 Matérias", 1890...3490), .init("Caneta Azul", 190...490),
            .init("Creme Dental 90g", 390...890), .init("Xampu 350ml", 1290...2690),
            .init("Parafusos 50un", 990...1990), .init("Lâmpada LED 9W", 790...1590),
            .init("Fita Crepe", 590...1190),
        ]
    )
}
