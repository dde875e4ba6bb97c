namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>The set phrases of small talk in many languages; in lower case, words parted by one space.</summary>
internal static class TalkPhrases
{
    private static readonly (TalkPart Part, string[] Phrases)[] Lists =
    [
        (TalkPart.Greeting,
        [
            "hi|hello|hey|hiya|howdy|yo|greetings|good morning|good afternoon|good evening|good day|morning|nice to meet you",
            "how are you|how are you doing|how is it going|how's it going|how do you do|what's up|how are things",
            "who are you|what are you|what is your name|what's your name|are you a bot|are you human|are you there",
            "hallo|guten morgen|guten tag|guten abend|moin|moin moin|servus|grüezi|grüß gott|grüß dich",
            "wie geht's|wie geht es dir|wie geht es ihnen|wie gehts|wer bist du|wer sind sie",
            "hoi|dag|goedendag|goedemorgen|goedemiddag|goedenavond|hoe gaat het|wie ben je|hej|hejsan|hei|god morgen|god dag|goddag",
            "moi|terve|hyvää päivää|huomenta|mitä kuuluu|hur mår du|hvordan går det",
            "bonjour|bonsoir|salut|coucou|ça va|comment ça va|comment allez-vous|comment vas-tu|qui es-tu|qui êtes-vous",
            "hola|buenos días|buenos dias|buenas tardes|buenas noches|buenas|qué tal|que tal|cómo estás|cómo está|quién eres",
            "ciao|salve|buongiorno|buonasera|come stai|come va|chi sei|olá|bom dia|boa tarde|boa noite|tudo bem|como vai|quem é você",
            "bună|bună ziua|ce mai faci|cześć|dzień dobry|dobry wieczór|jak się masz|kim jesteś|ahoj|dobrý den|jak se máš|szia|jó napot",
            "merhaba|selam|günaydın|iyi günler|iyi akşamlar|nasılsın|nasılsınız|sen kimsin",
            "привет|здравствуйте|здравствуй|добрый день|доброе утро|добрый вечер|доброго дня|как дела|как поживаешь|кто ты|кто вы",
            "привіт|добрий день|вітаю|доброго ранку|як справи|хто ти|γεια|γεια σου|γεια σας|καλημέρα|καλησπέρα|τι κάνεις",
            "xin chào|chào|chào bạn|bạn khỏe không|bạn là ai|halo|hai|selamat pagi|selamat siang|selamat malam|apa kabar|siapa kamu",
            "مرحبا|مرحبًا|أهلا|اهلا|السلام عليكم|صباح الخير|مساء الخير|كيف حالك|من أنت|سلام|درود|چطوری|حال شما چطور است",
            "שלום|בוקר טוב|ערב טוב|מה שלומך|מה נשמע|מי אתה|नमस्ते|नमस्कार|हैलो|आप कैसे हैं|कैसे हो|आप कौन हैं",
            "สวัสดี|สวัสดีครับ|สวัสดีค่ะ|สบายดีไหม|คุณคือใคร",
            "你好|您好|你好吗|您好吗|嗨|哈喽|大家好|早上好|下午好|晚上好|早安|你是谁|您是谁|你好嗎|你是誰",
            "こんにちは|こんばんは|おはよう|おはようございます|はじめまして|お元気ですか|元気ですか|あなたは誰ですか",
            "안녕하세요|안녕|반갑습니다|잘 지내세요|잘 지내|누구세요|너는 누구야",
        ]),
        (TalkPart.Thanks,
        [
            "thanks|many thanks|thank you|thank u|thx|ty|cheers|much appreciated|i appreciate it|that helps|that was helpful|very helpful",
            "danke|danke schön|danke schoen|danke dir|danke ihnen|vielen dank|herzlichen dank|besten dank",
            "bedankt|dank je|dank u|dank je wel|dank u wel|tack|tack så mycket|takk|tusen takk|tak|mange tak|kiitos|paljon kiitoksia",
            "merci|merci beaucoup|merci bien|gracias|muchas gracias|mil gracias|grazie|grazie mille|obrigado|obrigada|muito obrigado",
            "muito obrigada|mulțumesc|dziękuję|dziękuję bardzo|dzięki|děkuji|köszönöm|teşekkürler|teşekkür ederim|çok teşekkürler|sağ ol",
            "спасибо|большое спасибо|спасибо большое|благодарю|дякую|дуже дякую|ευχαριστώ|ευχαριστώ πολύ",
            "cảm ơn|cảm ơn bạn|terima kasih|شكرا|شكرًا|شكراً|شكرا جزيلا|ممنون|متشکرم|מרסי|תודה|תודה רבה|धन्यवाद|शुक्रिया|बहुत धन्यवाद",
            "ขอบคุณ|ขอบคุณครับ|ขอบคุณค่ะ|ขอบคุณมาก|谢谢|谢谢你|谢谢您|多谢|非常感谢|感谢|太感谢了|謝謝|謝謝你",
            "ありがとう|ありがとうございます|ありがとうございました|どうも|감사합니다|고맙습니다|고마워|고마워요",
        ]),
        (TalkPart.Farewell,
        [
            "bye|goodbye|good bye|bye bye|see you|see ya|see you later|see you soon|see you tomorrow|see you next week|cya|good night|take care",
            "have a nice day|have a good day|have a great day|have a nice evening|have a nice weekend|talk to you later|until tomorrow|farewell",
            "tschüss|tschüß|tschuess|auf wiedersehen|auf wiederhören|bis bald|bis morgen|bis später|bis dann|mach's gut|gute nacht",
            "schönen tag|schönen tag noch|schönes wochenende|tot ziens|doei|tot morgen|hej då|vi ses|ha det|farvel|näkemiin|heippa",
            "au revoir|à bientôt|à demain|à plus|à plus tard|bonne nuit|bonne journée|bonne soirée|adiós|adios|hasta luego|hasta mañana",
            "hasta pronto|nos vemos|arrivederci|a presto|a domani|buonanotte|buona giornata|tchau|até logo|até amanhã|la revedere",
            "do widzenia|pa pa|na razie|do jutra|dobranoc|na shledanou|viszlát|hoşça kal|hoşçakal|görüşürüz|iyi geceler|güle güle",
            "пока|пока пока|до свидания|до завтра|до встречи|всего доброго|спокойной ночи|увидимся|бувай|до побачення|на добраніч",
            "αντίο|καληνύχτα|tạm biệt|hẹn gặp lại|sampai jumpa|selamat tinggal|مع السلامة|إلى اللقاء|وداعا|خداحافظ|להתראות|לילה טוב",
            "अलविदा|फिर मिलेंगे|ลาก่อน|แล้วเจอกัน|再见|拜拜|明天见|回头见|晚安|再會|再見|さようなら|さよなら|またね|また明日|おやすみ",
            "おやすみなさい|じゃあね|안녕히 계세요|안녕히 가세요|잘 가|또 봐요|내일 봐요",
        ]),
        (TalkPart.Acknowledgement,
        [
            "ok|okay|great|perfect|super|cool|nice|good|fine|awesome|excellent|wonderful|amazing|brilliant|fantastic|lovely|alright|all right",
            "all good|sounds good|got it|i see|i understand|understood|makes sense|good to know|very good|no problem|never mind|well done|good job",
            "alles klar|gut|sehr gut|prima|toll|klasse|genau|verstanden|in ordnung|passt|kein problem|goed|begrepen|bra|hyvä",
            "d'accord|parfait|très bien|c'est bon|compris|génial|vale|perfecto|muy bien|entendido|de acuerdo|genial|va bene|perfetto|capito",
            "certo|tá bom|perfeito|muito bem|entendi|dobrze|świetnie|rozumiem|w porządku|dobře|tamam|harika|anladım|peki",
            "хорошо|отлично|ок|окей|понятно|понял|поняла|ясно|ладно|супер|добре|зрозуміло|чудово|εντάξει|ωραία|τέλεια",
            "được|tuyệt vời|baik|bagus|oke|siap|حسنا|تمام|ممتاز|جيد|خوب|عالی|باشه|בסדר|מעולה|סבבה|ठीक है|अच्छा|बहुत अच्छा",
            "โอเค|เข้าใจแล้ว|ดีมาก|好的|好|嗯|明白|明白了|知道了|了解|太好了|很好|没问题|收到|好吧|はい|わかりました|分かりました|了解です",
            "了解しました|なるほど|いいですね|네|예|알겠습니다|알겠어요|좋아요|좋습니다|그렇군요",
        ]),
        (TalkPart.Filler,
        [
            "there|all|everyone|everybody|guys|folks|agent|assistant|bot|again|team|friend|my friend|today|yes|yeah|yep|no|oh|ah|well|please|pardon",
            "then|now|and|so|that is|that's|it is|it's|really|very|too|you too|a lot|so much|very much|for now|for everything|for the help",
            "for your help|for helping|for helping me|for the info|for the information|for your time|for that|for this|for the answer",
            "for your answer|for your support|in advance|zusammen|alle|auch|ja|nein|und|sehr|noch|bitte|für die hilfe|für deine hilfe",
            "für ihre hilfe|für die info|für die auskunft|im voraus|voor de hulp|voor je hulp|à tous|tout le monde|et|oui|non",
            "pour votre aide|pour ton aide|pour l'aide|d'avance|a todos|sí|y|por la ayuda|por tu ayuda|por su ayuda|a tutti|sì|per l'aiuto",
            "pela ajuda|за помощь|всем|очень|да|нет|и|за допомогу|bardzo|za pomoc|çok|yardımın için|yardımınız için|nhiều|نعم|جزيلا",
            "على المساعدة|हाँ|जी|बहुत|ครับ|ค่ะ|มาก|了|啊|哦|呢|吧|呀|您的帮助|你的帮助|是的|です|ございます|みなさん|여러분|정말",
        ]),
        (TalkPart.Politeness,
        [
            "can you please|could you please|would you please|can you tell me|could you tell me|can you please tell me|could you please tell me",
            "would you please tell me|would you mind telling me|please tell me|please let me know|could you let me know|could you please let me know",
            "could you please let us know|can you let me know|tell me|i would like to know|i'd like to know|i want to know|i was wondering|i wonder",
            "i have a question|i have a quick question|one question|quick question|just a quick question|excuse me|sorry|sorry to bother you",
            "may i ask|if i may ask|do you know|if you know|i hope you are doing well|i hope you are well|i hope this finds you well|by the way",
            "dear sir or madam|dear sir|dear madam|dear team|to whom it may concern|my question is",
            "entschuldigung|entschuldigen sie|können sie mir sagen|kannst du mir sagen|können sie mir bitte sagen|könnten sie mir bitte sagen",
            "könnten sie mir sagen|könntest du mir sagen|sagen sie mir bitte|sag mir|ich möchte wissen|ich wollte fragen|ich habe eine frage",
            "eine frage|kurze frage|sehr geehrte damen und herren|darf ich fragen|wissen sie|kunt u mij vertellen|kun je me vertellen",
            "ik heb een vraag|alstublieft|ursäkta|unnskyld|anteeksi|s'il vous plaît|s'il te plaît|excusez-moi|pouvez-vous me dire",
            "pourriez-vous me dire|peux-tu me dire|je voudrais savoir|j'aimerais savoir|j'ai une question|une question|dites-moi",
            "por favor|disculpe|perdón|puede decirme|podría decirme|puedes decirme|me gustaría saber|quisiera saber|tengo una pregunta",
            "una pregunta|per favore|scusi|scusa|può dirmi|potrebbe dirmi|puoi dirmi|vorrei sapere|ho una domanda",
            "desculpe|pode me dizer|poderia me dizer|gostaria de saber|tenho uma pergunta|proszę|przepraszam|czy możesz mi powiedzieć",
            "mam pytanie|chciałbym wiedzieć|lütfen|bir sorum var|söyler misiniz|bana söyleyebilir misiniz",
            "подскажите|подскажите пожалуйста|скажите|скажите пожалуйста|пожалуйста|извините|простите|у меня вопрос|есть вопрос",
            "не могли бы вы сказать|я хотел бы узнать|хочу узнать|можете сказать|підкажіть|підкажіть будь ласка|скажіть|будь ласка|вибачте",
            "παρακαλώ|συγγνώμη|vui lòng|xin hỏi|cho tôi hỏi|làm ơn|tolong|maaf|permisi",
            "من فضلك|لو سمحت|عفوا|هل يمكنك أن تخبرني|أريد أن أعرف|لدي سؤال|لطفا|ببخشید|בבקשה|סליחה|יש לי שאלה",
            "कृपया|कृपया बताइए|माफ़ कीजिए|क्या आप बता सकते हैं|मेरा एक सवाल है|ขอโทษ|ขอถาม|รบกวนสอบถาม|ช่วยบอก",
            "请问|请问一下|想请问一下|我想请问|我想问一下|我想知道|想问一下|麻烦问一下|打扰一下|不好意思|你能告诉我|您能告诉我|请告诉我",
            "請問|請問一下|すみません|すみませんが|お尋ねします|質問があります|教えてください|죄송합니다|실례합니다|질문이 있습니다|혹시",
        ]),
    ];

    /// <summary>The phrases with what they do, by their first character, longest first.</summary>
    public static readonly ILookup<char, (string Phrase, TalkPart Part)> ByFirst = Lists
        .SelectMany(list => list.Phrases, (list, phrases) => (list.Part, Phrases: phrases))
        .SelectMany(list => list.Phrases.Split('|'), (list, phrase) => (Phrase: phrase, list.Part))
        .OrderByDescending(pair => pair.Phrase.Length)
        .ToLookup(pair => pair.Phrase[0]);
}
