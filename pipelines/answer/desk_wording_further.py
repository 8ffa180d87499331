"""What the desk says of itself in nine more languages."""

from collections.abc import Mapping

from pipelines.evidence.talk import Subject

SAID: Mapping[str, Mapping[Subject, str]] = {
    "it": {
        Subject.GREETING: "Salve! Mi chieda qualcosa sui documenti di questo chatbot.",
        Subject.THANKS: "Prego. Chieda pure ancora quando vuole.",
        Subject.FAREWELL: "Arrivederci!",
        Subject.SELF: "Sono lo sportello di questo chatbot: un programma, non una persona. Cerco le risposte nei suoi "
        "documenti e cito il punto in cui si trovano.",
        Subject.ABLE: "Rispondo a partire da {documents}: cito la frase che risponde, leggo, conto e confronto "
        "le righe delle tabelle e riassumo un documento. Chieda «Quali documenti ci sono?» per averne l’elenco.",
        Subject.DOCUMENTS: "Rispondo a partire da {documents}:\n{titles}",
        Subject.NEWS: "I più recenti di {documents}:\n{titles}",
    },
    "nl": {
        Subject.GREETING: "Hallo! Vraag me iets over de documenten van deze chatbot.",
        Subject.THANKS: "Graag gedaan. Vraag gerust verder.",
        Subject.FAREWELL: "Tot ziens!",
        Subject.SELF: "Ik ben de vraagbaak van deze chatbot: een programma, geen mens. Ik zoek antwoorden in zijn "
        "eigen documenten en citeer de plaats waar ze staan.",
        Subject.ABLE: "Ik antwoord uit {documents}: ik citeer de zin die antwoordt, zoek, tel en vergelijk rijen van "
        "tabellen en vat een document samen. Vraag „Welke documenten zijn er?” voor een lijst.",
        Subject.DOCUMENTS: "Ik antwoord uit {documents}:\n{titles}",
        Subject.NEWS: "De nieuwste van {documents}:\n{titles}",
    },
    "sv": {
        Subject.GREETING: "Hej! Fråga mig något om den här chattbotens dokument.",
        Subject.THANKS: "Varsågod. Fråga gärna vidare.",
        Subject.FAREWELL: "Hej då!",
        Subject.SELF: "Jag är den här chattbotens svarstjänst: ett program, ingen människa. Jag söker svar i dess egna "
        "dokument och citerar stället där de står.",
        Subject.ABLE: "Jag svarar ur {documents}: jag citerar meningen som svarar, slår upp, räknar och jämför rader i "
        "tabeller och sammanfattar ett dokument. Fråga ”Vilka dokument finns det?” för en lista.",
        Subject.DOCUMENTS: "Jag svarar ur {documents}:\n{titles}",
        Subject.NEWS: "De senaste av {documents}:\n{titles}",
    },
    "ru": {
        Subject.GREETING: "Здравствуйте! Спросите меня о документах этого чат-бота.",
        Subject.THANKS: "Пожалуйста. Спрашивайте ещё.",
        Subject.FAREWELL: "До свидания!",
        Subject.SELF: "Я справочная служба этого чат-бота: программа, а не человек. Я ищу ответы в его документах и "
        "цитирую место, где они находятся.",
        Subject.ABLE: "Мои источники: {documents}. Я цитирую предложение с ответом, нахожу, считаю и сравниваю строки "
        "таблиц и кратко излагаю документ. Спросите «Какие есть документы?», чтобы увидеть список.",
        Subject.DOCUMENTS: "Мои источники: {documents}:\n{titles}",
        Subject.NEWS: "Самое новое, всего {documents}:\n{titles}",
    },
    "ar": {
        Subject.GREETING: "مرحباً! اسألني عن مستندات روبوت المحادثة هذا.",
        Subject.THANKS: "على الرحب والسعة. اسأل متى شئت.",
        Subject.FAREWELL: "مع السلامة!",
        Subject.SELF: "أنا مكتب الإجابات لروبوت المحادثة هذا: برنامج ولست إنساناً. أبحث عن الإجابات في مستنداته "
        "وأقتبس الموضع الذي وردت فيه.",
        Subject.ABLE: "أجيب من {documents}: أقتبس الجملة التي تجيب، وأبحث في صفوف الجداول وأعدّها وأقارنها، وألخص "
        "المستند. اسأل «ما هي المستندات المتاحة؟» لعرض القائمة.",
        Subject.DOCUMENTS: "أجيب من {documents}:\n{titles}",
        Subject.NEWS: "الأحدث من {documents}:\n{titles}",
    },
    "zh": {
        Subject.GREETING: "您好！请就这个聊天机器人的文档提问。",
        Subject.THANKS: "不客气。欢迎随时继续提问。",
        Subject.FAREWELL: "再见！",
        Subject.SELF: "我是这个聊天机器人的问答服务：是程序，不是人。"
        "我在它自己的文档中查找答案，并引用答案所在的位置。",
        Subject.ABLE: "我根据{documents}回答问题：引用能回答问题的句子，查找、统计和比较表格的行，并概括文档。"
        "想看列表，请问“有哪些文档？”。",
        Subject.DOCUMENTS: "我根据{documents}回答问题:\n{titles}",
        Subject.NEWS: "{documents}中最新的:\n{titles}",
    },
    "ja": {
        Subject.GREETING: "こんにちは。このチャットボットの文書について質問してください。",
        Subject.THANKS: "どういたしまして。いつでもまた質問してください。",
        Subject.FAREWELL: "さようなら。",
        Subject.SELF: "私はこのチャットボットの回答窓口です。人ではなくプログラムです。自分の文書の中から答えを探し、"
        "書かれている場所を引用します。",
        Subject.ABLE: "{documents}から答えます。答えとなる文を引用し、表の行を調べて数え、比べ、文書を要約します。"
        "一覧は「どんな文書がありますか」と聞いてください。",
        Subject.DOCUMENTS: "{documents}から答えます:\n{titles}",
        Subject.NEWS: "{documents}のうち新しいもの:\n{titles}",
    },
    "ko": {
        Subject.GREETING: "안녕하세요! 이 챗봇의 문서에 대해 질문해 주세요.",
        Subject.THANKS: "천만에요. 언제든지 더 물어보세요.",
        Subject.FAREWELL: "안녕히 가세요!",
        Subject.SELF: "저는 이 챗봇의 답변 창구입니다. 사람이 아니라 프로그램입니다. 챗봇의 문서에서 "
        "답을 찾아 그 위치를 인용합니다.",
        Subject.ABLE: "{documents}에서 답합니다. 답이 되는 문장을 인용하고, 표의 행을 찾아 세고 비교하며, "
        "문서를 요약합니다. 목록을 보려면 “어떤 문서가 있습니까?”라고 물어보세요.",
        Subject.DOCUMENTS: "{documents}에서 답합니다:\n{titles}",
        Subject.NEWS: "{documents} 중 최신 문서:\n{titles}",
    },
    "th": {
        Subject.GREETING: "สวัสดี ถามเกี่ยวกับเอกสารของแชตบอตนี้ได้เลย",
        Subject.THANKS: "ยินดี ถามต่อได้ทุกเมื่อ",
        Subject.FAREWELL: "ลาก่อน",
        Subject.SELF: "นี่คือบริการตอบคำถามของแชตบอตนี้ เป็นโปรแกรม ไม่ใช่คน ค้นหาคำตอบในเอกสารของตนเองและอ้างอิงตำแหน่งที่พบ",
        Subject.ABLE: "ตอบจาก{documents} โดยอ้างอิงประโยคที่เป็นคำตอบ ค้นหา นับ และเปรียบเทียบแถวในตาราง และสรุปเอกสาร "
        "ถามว่า “มีเอกสารอะไรบ้าง” เพื่อดูรายการ",
        Subject.DOCUMENTS: "ตอบจาก{documents}:\n{titles}",
        Subject.NEWS: "ล่าสุดจาก{documents}:\n{titles}",
    },
}
COUNTED: Mapping[str, tuple[str, str, str]] = {
    "it": ("nessun documento per ora", "un documento", "{n} documenti"),
    "nl": ("nog geen documenten", "één document", "{n} documenten"),
    "sv": ("inga dokument ännu", "ett dokument", "{n} dokument"),
    "ru": ("пока нет документов", "один документ", "документов: {n}"),
    "ar": ("لا توجد مستندات بعد", "مستند واحد", "{n} من المستندات"),
    "zh": ("（尚无文档）", "一份文档", "{n} 份文档"),
    "ja": ("（まだ文書はありません）", "一つの文書", "{n} 件の文書"),
    "ko": ("(아직 없는) 문서", "문서 한 건", "문서 {n}건"),
    "th": ("เอกสาร (ยังไม่มี)", "เอกสารหนึ่งฉบับ", "เอกสาร {n} ฉบับ"),
}
MORE: Mapping[str, str] = {
    "it": "… e altri {n}", "nl": "… en nog {n}", "sv": "… och {n} till", "ru": "… и ещё {n}", "ar": "… و{n} غيرها",
    "zh": "……另有 {n} 份", "ja": "… ほか {n} 件", "ko": "… 외 {n}건", "th": "… และอีก {n}",
}  # fmt: skip
