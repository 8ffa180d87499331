"""What is said when there is no answer, in languages other than English (``wording``)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """``missing`` has ``{names}``, ``foreign`` has ``{languages}`` (each by its own name)."""

    nothing: str
    closest: str
    missing: str
    foreign: str
    no_sources: str
    no_index: str
    no_text: str


WORDINGS: Mapping[str, Wording] = {
    "de": Wording(
        nothing="In den Quellen dieses Chatbots habe ich dazu nichts gefunden. Versuchen Sie es mit anderen "
        "Worten, oder fügen Sie ein Dokument hinzu, das davon handelt.",
        closest="Ich bin nicht sicher genug, um das eine Antwort zu nennen. Dies sind die nächsten Stellen: Eine "
        "davon enthält sie vielleicht. Öffnen Sie sie, oder fragen Sie genauer.",
        missing="Ich bin nicht sicher genug, um das eine Antwort zu nennen: Die nächste Stelle erwähnt {names} "
        "nicht. Dies sind die nächsten Stellen.",
        foreign="Auf Ihre Frage habe ich keine Antwort gefunden: Die Dokumente dieses Chatbots sind in einer "
        "anderen Sprache ({languages}). Bitte fragen Sie in dieser.",
        no_sources="Dieser Chatbot hat noch keine Quelle, die ich zitieren darf. Fügen Sie eine hinzu, oder "
        "machen Sie eine zitierbar, und fragen Sie noch einmal.",
        no_index="Ich konnte gerade nicht suchen, weil der Index nicht antwortet. Bitte versuchen Sie es gleich "
        "noch einmal.",
        no_text="Dazu habe ich Stellen gefunden, aber ihre Texte lassen sich gerade nicht lesen. Bitte versuchen "
        "Sie es gleich noch einmal.",
    ),
    "fr": Wording(
        nothing="Je n’ai rien trouvé à ce sujet dans les sources de ce chatbot. Essayez d’autres mots, ou "
        "ajoutez un document qui en parle.",
        closest="Je ne suis pas assez sûr pour appeler cela une réponse. Voici les passages les plus proches : "
        "l’un d’eux la contient peut-être. Ouvrez-les, ou précisez la question.",
        missing="Je ne suis pas assez sûr pour appeler cela une réponse : le passage le plus proche ne mentionne "
        "pas {names}. Voici les passages les plus proches.",
        foreign="Je n’ai pas trouvé de réponse à votre question : les documents de ce chatbot sont dans une "
        "autre langue ({languages}). Posez-la dans celle-ci.",
        no_sources="Ce chatbot n’a pas encore de source que je puisse citer. Ajoutez-en une, ou rendez-en une "
        "citable, puis reposez la question.",
        no_index="Je n’ai pas pu chercher, car l’index ne répond pas. Réessayez dans un instant.",
        no_text="J’ai trouvé des passages à ce sujet, mais leurs textes sont illisibles pour l’instant. "
        "Réessayez dans un instant.",
    ),
    "es": Wording(
        nothing="No he encontrado nada sobre esto en las fuentes de este chatbot. Pruebe con otras palabras o "
        "añada un documento que lo trate.",
        closest="No estoy lo bastante seguro para llamarlo respuesta. Estos son los pasajes más cercanos: quizá "
        "uno la contenga. Ábralos o pregunte con más precisión.",
        missing="No estoy lo bastante seguro para llamarlo respuesta: el pasaje más cercano no menciona {names}. "
        "Estos son los pasajes más cercanos.",
        foreign="No he encontrado respuesta a su pregunta: los documentos de este chatbot están en otro idioma "
        "({languages}). Pregunte en él.",
        no_sources="Este chatbot aún no tiene ninguna fuente que pueda citar. Añada una o haga citable alguna y "
        "vuelva a preguntar.",
        no_index="No he podido buscar porque el índice no responde. Vuelva a intentarlo en un momento.",
        no_text="He encontrado pasajes sobre esto, pero sus textos no se pueden leer ahora. Vuelva a intentarlo "
        "en un momento.",
    ),
    "it": Wording(
        nothing="Non ho trovato nulla su questo nelle fonti di questo chatbot. Provi con altre parole o aggiunga "
        "un documento che ne parli.",
        closest="Non sono abbastanza sicuro per chiamarla una risposta. Questi sono i passi più vicini: forse "
        "uno la contiene. Li apra o chieda con più precisione.",
        missing="Non sono abbastanza sicuro per chiamarla una risposta: il passo più vicino non menziona "
        "{names}. Questi sono i passi più vicini.",
        foreign="Non ho trovato una risposta alla sua domanda: i documenti di questo chatbot sono in un’altra "
        "lingua ({languages}). La ponga in quella.",
        no_sources="Questo chatbot non ha ancora una fonte che io possa citare. Ne aggiunga una o la renda "
        "citabile e chieda di nuovo.",
        no_index="Non ho potuto cercare perché l’indice non risponde. Riprovi tra un momento.",
        no_text="Ho trovato dei passi su questo, ma ora i loro testi non si possono leggere. Riprovi tra un momento.",
    ),
    "nl": Wording(
        nothing="Hierover heb ik niets gevonden in de bronnen van deze chatbot. Probeer andere woorden of voeg "
        "een document toe dat erover gaat.",
        closest="Ik ben niet zeker genoeg om dit een antwoord te noemen. Dit zijn de passages die het dichtst in "
        "de buurt komen: misschien staat het in een ervan. Open ze of vraag preciezer.",
        missing="Ik ben niet zeker genoeg om dit een antwoord te noemen: de dichtstbijzijnde passage noemt "
        "{names} niet. Dit zijn de dichtstbijzijnde passages.",
        foreign="Ik heb geen antwoord op uw vraag gevonden: de documenten van deze chatbot zijn in een andere "
        "taal ({languages}). Stel de vraag in die taal.",
        no_sources="Deze chatbot heeft nog geen bron die ik mag citeren. Voeg er een toe of maak er een "
        "citeerbaar en vraag het opnieuw.",
        no_index="Ik kon niet zoeken omdat de index niet antwoordt. Probeer het zo nog eens.",
        no_text="Ik heb hierover passages gevonden, maar hun teksten zijn nu niet te lezen. Probeer het zo nog eens.",
    ),
    "sv": Wording(
        nothing="Jag hittade inget om detta i den här chattbotens källor. Försök med andra ord eller lägg till "
        "ett dokument som handlar om det.",
        closest="Jag är inte säker nog för att kalla detta ett svar. Det här är de närmaste ställena: kanske "
        "finns det i ett av dem. Öppna dem eller fråga mer exakt.",
        missing="Jag är inte säker nog för att kalla detta ett svar: det närmaste stället nämner inte {names}. "
        "Det här är de närmaste ställena.",
        foreign="Jag hittade inget svar på din fråga: den här chattbotens dokument är på ett annat språk "
        "({languages}). Fråga på det språket.",
        no_sources="Den här chattboten har ännu ingen källa som jag får citera. Lägg till en eller gör en "
        "citerbar och fråga igen.",
        no_index="Jag kunde inte söka eftersom indexet inte svarar. Försök igen om en stund.",
        no_text="Jag hittade ställen om detta, men deras texter kan inte läsas just nu. Försök igen om en stund.",
    ),
    "ru": Wording(
        nothing="В источниках этого чат-бота я ничего об этом не нашёл. Попробуйте другие слова или добавьте "
        "документ на эту тему.",
        closest="Я недостаточно уверен, чтобы назвать это ответом. Вот самые близкие места: возможно, ответ в "
        "одном из них. Откройте их или спросите точнее.",
        missing="Я недостаточно уверен, чтобы назвать это ответом: в самом близком месте нет {names}. Вот самые "
        "близкие места.",
        foreign="Я не нашёл ответа на ваш вопрос: документы этого чат-бота на другом языке ({languages}). "
        "Спросите на нём.",
        no_sources="У этого чат-бота ещё нет источника, который можно цитировать. Добавьте его или разрешите "
        "цитировать и спросите снова.",
        no_index="Сейчас поиск невозможен: индекс не отвечает. Попробуйте ещё раз через минуту.",
        no_text="Я нашёл места об этом, но их тексты сейчас нельзя прочитать. Попробуйте ещё раз через минуту.",
    ),
    "ar": Wording(
        nothing="لم أجد شيئاً عن هذا في مصادر روبوت المحادثة هذا. جرّب كلمات أخرى، أو أضف مستنداً يتناوله.",
        closest="لست متأكداً بما يكفي لأسمّي هذا جواباً. هذه أقرب المقاطع: ربما يرد الجواب في أحدها. افتحها أو "
        "اسأل بدقة أكبر.",
        missing="لست متأكداً بما يكفي لأسمّي هذا جواباً: أقرب مقطع لا يذكر {names}. هذه أقرب المقاطع.",
        foreign="لم أجد جواباً عن سؤالك: مستندات روبوت المحادثة هذا بلغة أخرى ({languages}). اسأل بها من فضلك.",
        no_sources="ليس لروبوت المحادثة هذا مصدر يجوز لي اقتباسه بعد. أضف مصدراً أو اسمح باقتباسه ثم اسأل من جديد.",
        no_index="تعذّر البحث الآن لأن الفهرس لا يستجيب. حاول مرة أخرى بعد قليل.",
        no_text="وجدت مقاطع عن هذا، لكن نصوصها لا يمكن قراءتها الآن. حاول مرة أخرى بعد قليل.",
    ),
    "zh": Wording(
        nothing="在这个聊天机器人的来源中没有找到相关内容。请换个说法，或添加相关文档。",
        closest="把握不足，不能称为答案。以下是最接近的段落，其中或许有答案。请打开查看，或问得更具体些。",
        missing="把握不足，不能称为答案：最接近的段落没有提到{names}。以下是最接近的段落。",
        foreign="没有找到您问题的答案：这个聊天机器人的文档使用另一种语言（{languages}）。请用该语言提问。",
        no_sources="这个聊天机器人还没有可以引用的来源。请添加来源或将其设为可引用，然后再问。",
        no_index="现在无法搜索，因为索引没有响应。请稍后再试。",
        no_text="找到了相关段落，但现在无法读取其文本。请稍后再试。",
    ),
    "ja": Wording(
        nothing="このチャットボットの出典には、これについて何も見つかりませんでした。別の言葉で試すか、"
        "関係する文書を追加してください。",
        closest="答えと呼べるほど確かではありません。最も近い箇所は次のとおりです。"
        "どれかに答えがあるかもしれません。開いて確かめるか、もっと具体的に聞いてください。",
        missing="答えと呼べるほど確かではありません。最も近い箇所に{names}の記載がありません。"
        "最も近い箇所は次のとおりです。",
        foreign="ご質問の答えは見つかりませんでした。このチャットボットの文書は別の言語（{languages}）です。"
        "その言語で聞いてください。",
        no_sources="このチャットボットには、引用できる出典がまだありません。出典を追加するか引用可能にして、"
        "もう一度聞いてください。",
        no_index="索引が応答しないため、今は検索できません。しばらくしてからもう一度お試しください。",
        no_text="これについての箇所は見つかりましたが、今は本文を読めません。しばらくしてからもう一度お試しください。",
    ),
    "ko": Wording(
        nothing="이 챗봇의 출처에서 이에 관한 내용을 찾지 못했습니다. 다른 말로 물어보거나 관련 문서를 추가해 주세요.",
        closest="답이라고 하기에는 확실하지 않습니다. 가장 가까운 부분은 다음과 같으며, 그중에 답이 있을 수 "
        "있습니다. 열어 보거나 더 구체적으로 물어보세요.",
        missing="답이라고 하기에는 확실하지 않습니다. 가장 가까운 부분에 {names}에 대한 언급이 없습니다. 가장 "
        "가까운 부분은 다음과 같습니다.",
        foreign="질문에 대한 답을 찾지 못했습니다. 이 챗봇의 문서는 다른 언어({languages})로 되어 있습니다. 그 "
        "언어로 물어보세요.",
        no_sources="이 챗봇에는 인용할 수 있는 출처가 아직 없습니다. 출처를 추가하거나 인용을 허용한 뒤 다시 "
        "물어보세요.",
        no_index="색인이 응답하지 않아 지금은 검색할 수 없습니다. 잠시 후 다시 시도해 주세요.",
        no_text="관련 부분을 찾았지만 지금은 본문을 읽을 수 없습니다. 잠시 후 다시 시도해 주세요.",
    ),
    "th": Wording(
        nothing="ไม่พบเรื่องนี้ในแหล่งข้อมูลของแชตบอตนี้ ลองใช้คำอื่น หรือเพิ่มเอกสารที่เกี่ยวข้อง",
        closest="ยังไม่แน่ใจพอที่จะเรียกว่าคำตอบ นี่คือข้อความที่ใกล้เคียงที่สุด อาจมีคำตอบอยู่ ลองเปิดดู หรือถามให้ชัดเจนขึ้น",
        missing="ยังไม่แน่ใจพอที่จะเรียกว่าคำตอบ ข้อความที่ใกล้เคียงที่สุดไม่ได้กล่าวถึง {names} นี่คือข้อความที่ใกล้เคียงที่สุด",
        foreign="ไม่พบคำตอบของคำถามนี้ เอกสารของแชตบอตนี้เป็นภาษาอื่น ({languages}) โปรดถามเป็นภาษานั้น",
        no_sources="แชตบอตนี้ยังไม่มีแหล่งข้อมูลที่อ้างอิงได้ เพิ่มแหล่งข้อมูลหรืออนุญาตให้อ้างอิง แล้วถามใหม่",
        no_index="ค้นหาไม่ได้ในขณะนี้เพราะดัชนีไม่ตอบสนอง โปรดลองใหม่อีกครั้ง",
        no_text="พบข้อความที่เกี่ยวข้อง แต่ยังอ่านเนื้อหาไม่ได้ในขณะนี้ โปรดลองใหม่อีกครั้ง",
    ),
}
# Languages by their own names.
CALLED: Mapping[str, str] = {
    "en": "English", "de": "Deutsch", "fr": "français", "es": "español", "it": "italiano", "nl": "Nederlands",
    "sv": "svenska", "ru": "русский", "ar": "العربية", "zh": "中文", "ja": "日本語", "ko": "한국어", "th": "ไทย",
}  # fmt: skip
