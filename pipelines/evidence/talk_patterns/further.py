"""Small talk in Italian, Dutch, Swedish, Russian, Arabic, Chinese, Japanese, Korean and Thai: the little that is said
most. Scripts without spaces are matched without them.
"""

from collections.abc import Mapping

FILES: Mapping[str, str] = {
    "it": "(?:documenti|documento|file|fonti|testi)",
    "nl": "(?:documenten|document|bestanden|bronnen|teksten)",
    "sv": "(?:dokument|dokumenten|filer|kallor|texter)",
    "ru": "(?:документы|документов|файлы|файлов|источники|тексты)",
    "ar": "(?:الوثائق|وثائق|المستندات|مستندات|الملفات|ملفات|المصادر)",
    "zh": "(?:文档|文件|资料|來源|来源|文檔|資料)",
    "ja": "(?:文書|ドキュメント|ファイル|資料|書類)",
    "ko": "(?:문서|파일|자료|출처)",
    "th": "(?:เอกสาร|ไฟล์|แหล่งข้อมูล)",
}
PATTERNS: Mapping[str, Mapping[str, str]] = {
    "it": {
        "greeting": r"(?:ciao|salve|buongiorno|buon giorno|buonasera|buona sera|come (?:va|stai|"
        r"sta))(?: (?:a tutti|come va))*",
        "thanks": r"(?:ok |perfetto )?(?:grazie|ti ringrazio|la ringrazio)(?: (?:mille|tante|infinite|molto|"
        r"dell aiuto))*"
        r"|perfetto|va bene|ottimo",
        "farewell": r"arrivederci|addio|a presto|a domani|buonanotte|buona (?:notte|giornata|serata)",
        "self": r"chi (?:sei|e)|(?:che )?cosa sei|come ti chiami|sei (?:un |una )?(?:bot|robot|persona|umano|"
        r"macchina|ia)",
        "able": r"(?:che )?cosa (?:sai|puoi) fare(?: per me)?|come (?:funziona|funzioni)|(?:mi )?puoi aiutar(?:e|"
        r"mi)|aiuto"
        r"|(?:che )?cosa posso chieder(?:e|ti)",
        "documents": r"(?:quali|quanti|che) @file@ (?:hai|conosci|ci sono|usi)|(?:mostra|elenca)(?:mi)? (?:i |"
        r"tutti i )?@file@",
        "news": r"(?:che )?(?:cosa )?c e di nuovo|novita|ultimi @file@",
    },
    "nl": {
        "greeting": r"(?:hallo|hoi|hey|dag|goedemorgen|goedemiddag|goedenavond|goede(?:n)? (?:dag|morgen|middag|"
        r"avond))"
        r"(?: (?:allemaal|daar))?|hoe gaat het(?: met (?:je|u))?",
        "thanks": r"(?:ok |prima )?(?:dank je|dank u|bedankt|dankjewel|dankuwel)(?: (?:wel|zeer|hartelijk|"
        r"voor de hulp))*"
        r"|hartelijk (?:dank|bedankt)|prima|perfect",
        "farewell": r"tot ziens|dag|doei|tot (?:morgen|straks|later)|goedenacht|welterusten|fijne (?:dag|"
        r"avond)(?: nog)?",
        "self": r"wie (?:ben je|bent u|ben jij)|wat (?:ben je|bent u|ben jij)|hoe heet (?:je|u)"
        r"|(?:ben je|bent u) een (?:mens|bot|robot|computer)",
        "able": r"wat (?:kun je|kan je|kunt u)(?: (?:allemaal|voor mij))* ?(?:doen)?|hoe werkt (?:dit|het)"
        r"|(?:kun je|kunt u) (?:mij |me )?helpen|help|wat kan ik (?:je |u )?vragen",
        "documents": r"(?:welke|hoeveel) @file@ (?:heb je|heeft u|ken je|zijn er|gebruik je)"
        r"|(?:toon|laat)(?: mij| me)?(?: de| alle)? @file@(?: zien)?",
        "news": r"wat is er nieuw|nieuws|nieuwste @file@",
    },
    "sv": {
        "greeting": r"(?:hej|hejsan|hallo|god (?:morgon|dag|kvall)|tjena|hur (?:mar du|ar laget))(?: (?:dar|alla))?",
        "thanks": r"(?:ok |toppen )?(?:tack|tusen tack|tack sa mycket)(?: (?:sa mycket|for hjalpen|ska du ha))*|"
        r"toppen|perfekt",
        "farewell": r"hej da|adjo|vi ses|god natt|ha det (?:bra|gott)|ha en bra (?:dag|kvall)",
        "self": r"(?:vem|vad) ar du|vad heter du|ar du en (?:manniska|robot|bot|dator)",
        "able": r"vad kan du(?: (?:gora|hjalpa mig med))*|hur fungerar (?:det|du|detta)(?: har)?|"
        r"kan du hjalpa mig|hjalp"
        r"|vad kan jag fraga(?: dig)?(?: om)?",
        "documents": r"(?:vilka|hur manga) @file@ (?:har du|kanner du till|finns(?: det| har)?)|"
        r"visa(?: mig)?(?: alla)? @file@",
        "news": r"vad ar nytt|nyheter|senaste @file@(?:en)?",
    },
    "ru": {
        "greeting": r"(?:привет|здравствуй(?:те)?|добрый (?:день|вечер)|доброе утро|как (?:дела|"
        r"поживаете))(?: всем)?",
        "thanks": r"(?:ок |хорошо )?(?:спасибо|благодарю)(?: (?:большое|вам|тебе|за помощь))*|большое спасибо|"
        r"отлично|понятно",
        "farewell": r"до (?:свидания|встречи|завтра)|пока|всего (?:доброго|хорошего)|спокойной ночи",
        "self": r"(?:кто|что) (?:ты|вы)(?: так(?:ой|ая|ие))?|как (?:тебя|вас) зовут"
        r"|(?:ты|вы) (?:человек|бот|робот|компьютер|программа)",
        "able": r"что (?:ты умеешь|вы умеете|ты можешь|вы можете)(?: делать)?|как (?:это|ты) работает(?:шь)?"
        r"|(?:можешь|можете) (?:мне )?помочь|помощь|помоги(?:те)?|что (?:можно|я могу) (?:спросить|спрашивать)",
        "documents": r"(?:какие|сколько) (?:у (?:тебя|вас) )?(?:есть )?@file@(?: (?:у тебя|у вас|есть|ты знаешь|"
        r"вы знаете))*"
        r"|(?:покажи|покажите)(?: мне)?(?: все)? @file@",
        "news": r"что нового|новости|последние @file@",
    },
    "ar": {
        "greeting": r"(?:مرحبا|أهلا|اهلا|السلام عليكم|صباح الخير|مساء الخير|كيف (?:حالك|الحال))(?: (?:بك|بكم|"
        r"وسهلا))*",
        "thanks": r"(?:شكرا|أشكرك|اشكرك)(?: (?:جزيلا|لك|لكم|كثيرا|على المساعدة))*|ممتاز|حسنا",
        "farewell": r"مع السلامة|إلى اللقاء|الى اللقاء|وداعا|تصبح على خير",
        "self": r"من (?:أنت|انت)|ما (?:أنت|انت)|ما اسمك|هل (?:أنت|انت) (?:إنسان|انسان|روبوت|برنامج|بشر)",
        "able": r"(?:ماذا|ما الذي) (?:تستطيع|يمكنك|تفعل)(?: (?:أن تفعل|ان تفعل|فعله|عمله|لي))*|كيف تعمل"
        r"|هل (?:يمكنك|تستطيع) مساعدتي|مساعدة|ساعدني|ماذا (?:أسأل|اسأل|يمكنني أن أسأل)",
        "documents": r"(?:ما هي|ما|أي|اي) @file@(?: (?:لديك|التي لديك|المتوفرة|المتاحة|عندك|تعرفها))*|كم عدد @file@"
        r"(?: لديك)?|(?:اعرض|أرني|ارني)(?: لي)?(?: كل)? @file@",
        "news": r"ما الجديد|الجديد|أحدث @file@|احدث @file@",
    },
    "zh": {
        "greeting": r"(?:你好|您好|嗨|哈喽|哈囉|早上好|早安|下午好|晚上好|大家好|你好吗|你好嗎|在吗|在嗎)[啊呀]?",
        "thanks": r"(?:好的|太好了)?(?:谢谢|謝謝|多谢|多謝|感谢|感謝)(?:你|您)?(?:的帮助|的幫助)?|好的|明白了|"
        r"知道了|太好了",
        "farewell": r"再见|再見|拜拜|回头见|明天见|晚安",
        "self": r"(?:你|您)(?:是谁|是誰|是什么|是什麼|叫什么(?:名字)?|叫什麼(?:名字)?|是(?:机器人|機器人|人|真人|"
        r"人类)(?:吗|嗎)?)",
        "able": r"(?:你|您)(?:能|会|會|可以)(?:做|干|幹|帮我做|幫我做)?(?:什么|什麼|些什么|哪些事)|(?:你|"
        r"您)?(?:怎么|怎麼)用|帮助|幫助"
        r"|(?:你|您)?(?:能|可以)?(?:帮|幫)(?:助)?我(?:吗|嗎)?|我(?:可以|能)问(?:你)?(?:什么|哪些问题)",
        "documents": r"(?:你|您)?(?:有|知道)(?:哪些|什么|什麼|多少)@file@|(?:有)?哪些@file@|(?:列出|显示)(?:所有|"
        r"全部)?@file@",
        "news": r"有什么新(?:的|内容|@file@)|最新@file@|最近更新",
    },
    "ja": {
        "greeting": r"こんにちは|こんばんは|おはよう(?:ございます)?|はじめまして|やあ|お元気ですか|もしもし",
        "thanks": r"(?:どうも)?(?:ありがとう(?:ございます|ございました)?|感謝します)|どうも|わかりました|"
        r"了解(?:です|しました)?|助かりました",
        "farewell": r"さようなら|さよなら|またね|また明日|失礼します|おやすみ(?:なさい)?|バイバイ",
        "self": r"(?:あなた|君)は(?:誰|だれ|何)(?:ですか)?|(?:お)?名前は(?:何ですか)?|(?:あなたは)?(?:人間|"
        r"ロボット|ボット)ですか",
        "able": r"何ができ(?:ますか|る)|(?:使い方|ヘルプ)(?:を教えて(?:ください)?)?|助けて(?:ください)?|"
        r"手伝って(?:ください)?"
        r"|何を聞(?:けますか|いてもいいですか)|どう使(?:いますか|うのですか)",
        "documents": r"(?:どんな|どの)@file@が(?:ありますか|あるの)|@file@(?:の)?一覧|@file@は(?:何|"
        r"いくつ)(?:が)?ありますか",
        "news": r"新しい(?:もの|@file@)は(?:ありますか|何ですか)|最新の@file@|新着",
    },
    "ko": {
        "greeting": r"안녕(?:하세요|하십니까)?|반갑습니다|좋은아침(?:입니다)?|잘지내(?:세요|요)?",
        "thanks": r"(?:정말|대단히)?(?:감사합니다|고맙습니다|고마워(?:요)?|감사해요)|알겠습니다|좋아요",
        "farewell": r"안녕히(?:계세요|가세요)|잘가(?:요)?|다음에(?:봐요|뵙겠습니다)|안녕히주무세요",
        "self": r"(?:당신은|너는)?누구(?:세요|입니까|예요|야)|이름이(?:뭐예요|무엇입니까|뭐야)"
        r"|(?:당신은|너는)?(?:사람|로봇|봇)(?:입니까|이에요|인가요|이야)",
        "able": r"무엇을할수있(?:습니까|어요|나요)|뭘할수있(?:어요|나요|어)|도와(?:주세요|줘)|도움말"
        r"|어떻게사용(?:합니까|하나요|해요)|무엇을물어볼수있(?:습니까|나요)",
        "documents": r"(?:어떤|무슨)@file@(?:가|이)있(?:습니까|나요|어요)|@file@목록(?:을보여주세요)?",
        "news": r"새로운(?:것|소식|@file@)(?:이|가)있(?:습니까|나요|어요)|최신@file@",
    },
    "th": {
        "greeting": r"(?:สวัสดี|หวัดดี|สบายดีไหม|อรุณสวัสดิ์)(?:ครับ|ค่ะ|คะ)?",
        "thanks": r"(?:ขอบคุณ|ขอบใจ)(?:มาก)?(?:ๆ)?(?:ครับ|ค่ะ|นะ)?|เข้าใจแล้ว(?:ครับ|ค่ะ)?",
        "farewell": r"(?:ลาก่อน|แล้วเจอกัน|ราตรีสวัสดิ์|บาย)(?:ครับ|ค่ะ)?",
        "self": r"(?:คุณ|เธอ)(?:คือใคร|เป็นใคร|ชื่ออะไร|เป็นคนหรือ(?:บอท|หุ่นยนต์))(?:ครับ|คะ)?",
        "able": r"(?:คุณ)?(?:ทำอะไรได้บ้าง|ช่วยอะไรได้บ้าง|ใช้งานอย่างไร)(?:ครับ|คะ)?|ช่วย(?:ด้วย|หน่อย)(?:ครับ|ค่ะ)?",
        "documents": r"(?:คุณ)?มี@file@(?:อะไร|ไหน)บ้าง(?:ครับ|คะ)?|(?:ขอดู|แสดง)@file@(?:ทั้งหมด)?",
        "news": r"มีอะไรใหม่(?:บ้าง)?|@file@ล่าสุด",
    },
}
