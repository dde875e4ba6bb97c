using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class MailTests
{
    private const string Head = "From: a@x.y\r\nTo: b@x.y\r\nSubject: The offer\r\nMIME-Version: 1.0\r\n";
    private const string Offer = "--in\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=offer.txt\r\n\r\nThe price is 4711 euros.\r\n"
        + "--in\r\nContent-Type: image/png; name=logo.png\r\nContent-Disposition: inline\r\nContent-ID: <1>\r\n\r\nxx\r\n--in--\r\n";

    [Fact]
    public void Extract_AttachmentInTheFormNotRead_IsReadAllTheSame()
    {
        var text = Extracted.From(
            Head + "Content-Type: multipart/alternative; boundary=out\r\n\r\n--out\r\nContent-Type: text/plain\r\n\r\nSee the attached offer.\r\n"
            + "--out\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>See the attached offer.</p>\r\n" + Offer + "--out--\r\n",
            "m.eml").Text;

        text.ShouldContain("See the attached offer.");
        text.ShouldContain("offer.txt\n\nThe price is 4711 euros.");
        text.ShouldNotContain("logo.png");
    }

    [Theory]
    [InlineData("Your mail program does not support HTML.", "The invoice INV-5521 is due in March.", "The invoice")]
    [InlineData("View this in your browser: http://x.y/z", "The invoice INV-5521 is due in March. Pay it by card or from your bank account, before the end of the month, please.", "The invoice")]
    [InlineData("The invoice is due.", "The invoice is due. Thanks.", "due.\n\n")]
    public void Extract_PlainForm_IsReadUnlessItOnlyPointsToTheOther(string plain, string html, string expected)
    {
        var text = Extracted.From(
            Head + "Content-Type: multipart/alternative; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\n\r\n" + plain
            + "\r\n--q\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + html + "</p></body></html>\r\n--q--\r\n",
            "m.eml").Text;

        text.ShouldContain(expected);
        text.Contains(plain, StringComparison.Ordinal).ShouldBe(!expected.StartsWith("The", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("filename*0=\"very long na\";\r\n filename*1=\"me.csv\"", "very long name.csv")]
    [InlineData("filename*1*=%6De.csv;\r\n filename*0*=iso-8859-1'de'Gr%FC%DF", "Grüßme.csv")]
    [InlineData("filename=\"ascii.csv\"; filename*=iso-8859-1''Gr%FC%DFe.csv", "Grüße.csv")]
    [InlineData("filename*=utf-8''%e6%97%a5.csv", "日.csv")]
    [InlineData("filename=\"=?utf-8?B?5pel?= list.csv\"", "日 list.csv")]
    public void Extract_NameOfAttachment_IsReadInEveryForm(string parameter, string name)
    {
        var text = Extracted.From(
            Head + "Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n "
            + parameter + "\r\n\r\nName,City\r\nAnn,Rome\r\n--q--\r\n",
            "m.eml").Text;

        text.ShouldEndWith(name + "\n\nName: Ann; City: Rome\n");
    }

    [Fact]
    public void Extract_CharacterSplitOverTwoEncodedWords_IsOne()
    {
        var bytes = Encoding.UTF8.GetBytes("日本語");
        var subject = $"=?utf-8?B?{Convert.ToBase64String(bytes[..4])}?=\r\n =?UTF-8?B?{Convert.ToBase64String(bytes[4..])}?= and =?iso-8859-1?Q?=FC?= =?utf-8?Q?=C3=9F?= =?x?B?!?=";

        Extracted.From(Head.Replace("The offer", subject, StringComparison.Ordinal) + "\r\nSome words.\r\n", "m.eml").Headings
            .ShouldBe(["日本語 and üß=?x?B?!?="]);
    }

    [Theory]
    [InlineData("Content-Type: multipart/encrypted; boundary=q\r\n\r\n--q\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--q\r\n\r\nabc\r\n--q--\r\n")]
    [InlineData("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n")]
    [InlineData("Content-Type: text/plain\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA5sX8y1u7mZcAQf\r\n-----END PGP MESSAGE-----\r\n")]
    public void Extract_EncryptedMessage_SaysSo(string body) => Extracted.Refusal(Head + body, "m.eml").Code.ShouldBe(ExtractionCodes.FileEncrypted);

    [Fact]
    public void Extract_MessageWithAnEncryptedPart_ReadsTheOther()
    {
        var text = Extracted.From(
            Head + "Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\nThe key follows by phone.\r\n--q\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA5sX\r\n--q--\r\n", "m.eml").Text;

        text.ShouldContain("by phone");
        text.ShouldContain("is encrypted and was not read");
        text.ShouldNotContain("hQEMA");
    }

    [Fact]
    public void Extract_SavedPage_GivesThePageWithoutItsStyles()
    {
        const string Message = "From: <Saved by Blink>\r\nSubject: Saved page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"X\"\r\n\r\n"
            + "--X\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>MHT page t=65xt</p></body></html>\r\n"
            + "--X\r\nContent-Type: text/css\r\n\r\nbody{color:red}\r\n--X\r\nContent-Type: text/html\r\n\r\n<p>An advertisement</p>\r\n"
            + "--X\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nAttached words\r\n--X--\r\n";

        Extracted.From(Message, "page.mht").Text.ShouldBe("Saved page\n\nFrom: <Saved by Blink>\n\nMHT page text\n\na.txt\n\nAttached words\r\n");
    }

    [Fact]
    public void Extract_Mail_GivesHeadersBodyOnceAndAttachments()
    {
        const string Mail = "From: =?utf-8?B?QW5uIEzDtnfDqQ==?= <ann@x.org>\r\nTo: bob@x.org\r\nSubject: =?iso-8859-1?Q?Gr=FC=DFe_aus?=\r\n =?iso-8859-1?Q?_K=F6ln?=\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"out\"\r\n\r\npreamble\r\n--out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
            + "--in\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHello f=C3=BCr =\r\nyou\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>Hello html</p>\r\n--in--\r\n"
            + "--out\r\nContent-Type: text/csv; name=\"list.csv\"\r\nContent-Disposition: attachment; filename*=utf-8''l%C3%AFst.csv\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + "bmFtZSxhZ2UKQW5u\r\nLDMwCg==\r\n--out--\r\nepilogue\r\n";

        Extracted.From(Mail, "m.eml").Text.ShouldBe(
            "Grüße aus Köln\n\nFrom: Ann Löwé <ann@x.org>\nTo: bob@x.org\n\nHello für you\n\nlïst.csv\n\nname: Ann; age: 30\n");
    }

    [Fact]
    public void Extract_MailOfNestedParts_IsRefused()
    {
        var mail = new StringBuilder("From: a@b\r\nTo: b@c\r\nSubject: deep\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n");
        for (var i = 0; i < 200; i++)
        {
            mail.Append(System.Globalization.CultureInfo.InvariantCulture, $"--b{i}\r\nContent-Type: multipart/mixed; boundary=b{i + 1}\r\n\r\n");
        }

        Extracted.Refusal(mail.ToString(), "m.eml").Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [Theory]
    [InlineData("a.mbox")]
    [InlineData("All mail")]
    public void Extract_Mailbox_GivesEachMessage(string name)
    {
        const string First = "From 123@xxx Tue Mar  5 10:11:12 +0000 2024\r\n" + Head
            + "Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + "The K=FCndigung.\r\n\r\n>From here on it is quoted.\r\n\r\nFrom the start.\r\n--q--\r\n\r\n";
        const string Second = "From b@x.y Wed Mar  6 10:11:12 2024\r\nFrom: b@x.y\r\nSubject: The answer\r\nDate: Wed, 6 Mar 2024 10:11:12 +0100\r\n\r\nThe pump is blue.\r\n";

        Extracted.From(First + Second, name).Text.ShouldBe(
            "The offer\n\nFrom: a@x.y\nTo: b@x.y\n\nThe Kündigung.\r\n\r\nFrom here on it is quoted.\r\n\r\nFrom the start.\n\n"
            + "The answer\n\nFrom: b@x.y\nDate: Wed, 6 Mar 2024 10:11:12 +0100\n\nThe pump is blue.\n\n");
    }

    [Fact]
    public void Extract_MailboxOfAThousandMessages_IsReadToTheEnd() =>
        Extracted.From(string.Concat(Enumerable.Range(0, 1000).Select(i => $"From a@x.y Tue Mar  5 10:11:12 2024\n{Head}\nMessage {i} says so.\n\n")), "a.mbox").Text.ShouldContain("Message 999 says so.");

    [Fact]
    public void Extract_LetterThatBeginsWithFrom_IsText() => Extracted.From("From here to there it is\nfar: two days\n", "a.txt").Text.ShouldBe("From here to there it is\nfar: two days\n");

    [Fact]
    public void Extract_MessageWithoutASubject_DoesNotStandUnderAnother() =>
        Extracted.From(
            $"From a@x.y Tue Mar  5 10:11:12 2024\n{Head}\nOne.\n\nFrom b@x.y Tue Mar  5 10:11:12 2024\nFrom: b@x.y\nDate: today\n\nTwo.\n", "a.mbox").Headings.ShouldBe(["The offer", "b@x.y"]);
}
