namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// Words too common to tell texts apart, by language: articles, pronouns, prepositions, auxiliaries and question words.
/// They serve twice: to detect a text's language and to leave noise out of queries.
/// </summary>
internal static class StopWordLists
{
    public static readonly (TextLanguage Language, string Words)[] All =
    [
        (TextLanguage.English, """
            a about above after again against all also am an and any are aren't as at be because been before being below
            between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each for
            from further had hadn't has hasn't have haven't having he her here hers herself him himself his how i if in into
            is isn't it it's its itself i'm i've let's me more most my myself no nor not of off on once only or other
            our ours ourselves out over own please same she should shouldn't so some such than that that's the their theirs
            them themselves then there these they they're this those through to too under until up us very was wasn't we were
            weren't what what's when where which while who whom whose why will with won't would wouldn't you your yours
            yourself yourselves tell
            """),
        (TextLanguage.German, """
            aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da damit dann
            das dass dein deine dem den der des dessen deren die dies diese diesem diesen dieser dieses doch dort du durch ein
            eine einem einen einer eines er es etwas euch für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich
            ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist jede jedem jeden jeder jedes jener kann kein keine keinen
            können könnte machen man manche mehr mein meine mich mir mit muss nach nicht nichts noch nun nur ob oder ohne sehr
            sein seine seinem seinen seiner sich sie sind so solche soll sollte sondern über um und uns unser unter viel vom
            von vor während war waren warum was weil welche welchem welchen welcher welches wem wen wenn wer werde werden wie
            wieder will wir wird wo wurde wurden würde zu zum zur zwischen wann wofür woher wohin
            """),
        (TextLanguage.French, """
            à afin ai ainsi après au aucun aucune aussi autre autres aux avaient avait avant avec avoir ayant c car ce ceci
            cela celle celles celui ces cet cette ceux chaque ci combien comme comment d dans de depuis des donc dont du elle
            elles en encore entre est et étaient était été être eu eux fait faire il ils j je l la le les leur leurs lors
            lui m ma mais me même mes moi mon n ne ni nos notre nous on ont ou où par parce pas pendant peut peuvent plus pour
            pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont sous sur t ta te
            tel telle tes toi ton tous tout toute toutes très tu un une vos votre vous y a ont avez
            """),
        (TextLanguage.Spanish, """
            a al algo algunas algunos ante antes aquel aquella así aun aunque bien cada como cómo con contra cual cuál cuales
            cuáles cuando cuándo cuánto cuánta cuántos cuántas cuanto cuyo de del desde donde dónde dos durante e el él ella
            ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este esto estos fue fueron ha había
            habían han hasta hay la las le les lo los más me mi mientras mis muy ni no nos nosotros o os otra otras otro otros
            para pero poco por porque pues que qué quien quién quienes quiénes se sea ser si sí sido sin sobre son su sus
            también tan tanto te tiene tienen toda todas todo todos tu tus un una unas uno unos usted y ya yo
            """),
        (TextLanguage.Italian, """
            a ad agli ai al alla alle allo anche ancora avere aveva c che chi ci cioè come con contro cosa cui d da dagli dai
            dal dall dalla dalle dallo degli dei del dell della delle dello di dopo dove e è ed era erano essere fa fra fu
            furono gli ha hanno ho i il in io l la le lei lo loro lui ma mi mia mio molto ne negli nei nel nell nella nelle
            nello no noi non nostro o ogni per perché però più poi prima qual quale quali quando quanta quante quanti quanto
            quella quelle quelli quello questa queste questi questo qui se sei si sia sono sopra stata stati stato su sua sue
            sugli sui sul sull sulla sulle suo suoi te ti tra tu tutti tutto un una uno vi voi
            """),
        (TextLanguage.Portuguese, """
            a à ao aos aquela aquele aqueles as às até com como da das de dela dele deles depois do dos e é ela elas ele eles
            em entre era eram essa essas esse esses esta está estão estas este estes eu foi foram há isso isto já lhe mais mas
            me mesmo meu minha muito na não nas nem no nos nós nossa nosso num numa o os ou para pela pelas pelo pelos por porque
            qual quais quando quanto quantos quantas que quê quem onde são se seja sem ser será seu seus só sua suas também te
            tem têm tinha um uma umas uns você vocês
            """),
        (TextLanguage.Dutch, """
            aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge geen
            geweest haar had heb hebben heeft hem het hier hij hoe hoeveel hun iemand iets ik in is ja je kan kon kunnen maar me
            meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u
            uit uw van veel voor waar waarom wanneer want waren was wat welk welke werd wezen wie wij wil worden wordt zal ze
            zelf zich zij zijn zo zonder zou
            """),
        (TextLanguage.Swedish, """
            alla allt att av blev bli blir de dem den denna deras dess det detta dig din du där efter ej eller en ett
            från för ha hade han hans har henne hennes hon honom hur här i icke in inte jag ju kan kunde man med mellan men mig min
            mot mycket ni nu när någon något några och om oss på sedan sin sina sitt ska skulle som så till under upp ut utan vad
            var varför vara varit vem vi vid vilka vilken vilket är över
            """),
        (TextLanguage.Danish, """
            af alle at blev blive bliver da de dem den denne der deres det dette dig din dog du efter eller en end er et for fra ham
            han hans har havde hende hendes her hos hun hvad hvem hvilke hvilken hvilket hvor hvordan hvorfor hvornår i ikke ind jeg
            jer kan kunne man mange med meget men mig min mod må ned noget nogle nu når og også om op os over på sig sin skal skulle
            som sådan til ud under var ved vi vil ville være været
            """),
        (TextLanguage.Norwegian, """
            alle at av ble bli blir da de dem den denne der deres det dette deg din du eller en enn er et etter for fra ham han hans
            har hadde henne hennes her hos hun hva hvem hvilke hvilken hvilket hvor hvordan hvorfor i ikke inn jeg kan kunne man
            mange med meget men meg mellom min mot må nå når noe noen og også om opp oss over på seg sin skal skulle som så til ut
            under var ved vi vil ville være vært
            """),
        (TextLanguage.Finnish, """
            ei eivät ennen että hän he hänen heidän ja jo joka jos joka jonka jossa joita jotka jotta kanssa kuin kuinka kun
            kuka ketkä ketä koska me mikä mitkä mitä missä mistä mihin milloin miksi miten montako minä mutta myös ne niin niiden
            noin nyt oli olivat olla olleet ollut on ovat se sekä sen siinä sitä tai tämä tässä te tuo vaan vai vain voi
            """),
        (TextLanguage.Polish, """
            a aby ale bardzo bez być był była było były bo by ci co czy czyli dla do dlaczego gdy gdzie go i ich ile im inne ja
            jak jaka jaki jakie jako je jego jej jest jeszcze jeśli już kiedy kto która które którego której który którym których
            którzy lub ma mają mi mnie może można na nad nie niego nim niż o od on ona one oni oraz po pod poza przed przez przy są
            się swoje ta tak także tam te tego tej ten to tych tym tylko u w we więc wszystko z za ze że
            """),
        (TextLanguage.Romanian, """
            a acea această acest acesta aceste acești ai al ale am ar are astfel au avea ca când care cât câți câte ce cel cei cele
            cine cu cum da dacă dar de deși despre din după e ea ei el ele era erau este eu fi fie fost în îi îl își la le li lor
            lui mai mult multe ne nici nu o ori pe pentru prin sa sale sau să se sunt și te un una unde unei unor unui va voi
            """),
        (TextLanguage.Turkish, """
            acaba ama ancak aslında az bazı belki ben bir biri birkaç biz bu çok çünkü da daha de değil diye dolayı en fakat gibi
            göre hangi hem hep her hiç için ile ise işte kadar kaç ki kim kimin mı mi mu mü nasıl ne neden nedir nerede nereye niçin
            o olan olarak oldu olduğu on onlar onun sadece sonra şey şu tüm var ve veya ya yani zaman
            """),
        (TextLanguage.Vietnamese, """
            và là của có các những được trong cho một này với đã để không người khi từ đến về như vào ra ở đó tại bởi cũng theo nhiều
            gì nào ai đâu sao bao nhiêu thế mà thì sẽ hay hoặc nếu rằng hơn nhất rất lại bị do cùng nó họ
            """),
        (TextLanguage.Indonesian, """
            ada adalah agar akan apa apakah atau bagaimana bahwa banyak berapa bisa dalam dan dapat dari dengan di dia hanya harus
            ini itu jika juga kapan karena ke kepada kita lebih mana mengapa mereka namun oleh pada para sebagai sebuah sejak
            seperti serta siapa sudah telah tersebut tetapi tidak untuk yaitu yang
            """),
        (TextLanguage.Russian, """
            а без более бы был была были было быть в вам вас весь во вот все всего вы где да для до его ее если есть еще же за и
            из или им их к как какая какие какой каков когда кого кто ли меня мне мы на над не него нее нет ни них но о об он она
            они оно от очень по под после почему при с со сколько так также такой там то того только том тот у уже чем что чтобы
            чего чему эта эти это этого этой этом этот я который которая которое которые которого которой
            """),
        (TextLanguage.Ukrainian, """
            але без би був була були було бути в вже ви від він вона вони все де для до є за з і із й його її їх коли кого
            куди який яка яке які як якщо ми на над не ні них про по при та так також то тільки у хто це цей ця ці чи чому що щоб я
            """),
        (TextLanguage.Greek, """
            α αν από αυτά αυτές αυτή αυτό αυτοί αυτός αυτού για δεν ειναι είναι είχε εκ ένα ένας μια η ή ήταν θα και κατά μας με μέσα
            μετά μη να ο οι όπως όταν ότι ποια ποιά ποιες ποιο ποιοι ποιος πόσα πόσες πόσο πόσοι που πού πώς πως πότε προς σε στα στη
            στην στις στο στον στους τα τη την της τι τις το τον του τους των ως τι
            """),
        (TextLanguage.Arabic, """
            في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا متى أين كيف كم لماذا هل هو هي هم كان كانت يكون تكون أن إن
            أو و ثم لا لم لن قد كل بعض غير بين بعد قبل عند حتى إذا لكن أي أيضا به بها له لها فيه فيها منه منها عليه عليها كما مثل
            """),
        (TextLanguage.Persian, """
            از اما این آن با به بر برای بود بودن بوده تا چه چرا چگونه چند چیست خود در را شد شده شود کرد کرده کدام کجا که کی
            می نیز ها های هم هر یا یک است هستند و
            """),
        (TextLanguage.Hebrew, """
            של את על לא זה זו הוא היא הם הן אני אתה עם כל או גם אם כי אל מה מי איך איפה מתי למה כמה אשר היה היו היתה יש אין
            בין אחר אחרי לפני עד רק מן
            """),
        (TextLanguage.Hindi, """
            का के की को है हैं में से और पर ने यह वह इस उस एक था थे थी कि जो भी तो ही तक या हो गया गई किया क्या कौन कब कहाँ कैसे क्यों
            कितने कितना कितनी किस किसने किसके अपने साथ लिए द्वारा नहीं कर करने जब होता होती
            """),
        (TextLanguage.Czech, """
            a aby ale ani až bez bude být byl byla byli bylo by co či do ho i já jak jaké jaký jako je jeho její jejich jen ještě
            již jsem jsou k kde kdo kdy kolik která které který kteří mezi mi na nad ne nebo není o od on ona oni po pod podle pro
            proč proto před při s se si své ta tak také tato ten tento to u už v ve více však z za ze že
            """),
        (TextLanguage.Hungarian, """
            a az azt és hogy nem is egy ez ezt ezek azok volt voltak van vannak lesz meg már csak még mint el fel ki be de ha
            vagy akkor amely amelyek ami mi mit ki kit hol mikor hogyan miért mennyi hány melyik után által között szerint
            """),
    ];
}
